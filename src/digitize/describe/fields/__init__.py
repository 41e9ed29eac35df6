"""One module per group of fields of a description."""
