"""Papers that others keep: who is asked, in what words, and how far their answer may be believed."""
