"""The object store: bytes under their SHA-256, in a folder or an S3 bucket."""
