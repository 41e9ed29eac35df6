"""Which authorities the archive trusts beside its own: a folder of anchors, with or without a list."""
