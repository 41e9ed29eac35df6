"""The reader: warm child processes that open untrusted files, each in a fork with limits."""
