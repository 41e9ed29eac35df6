"""A scan becomes a described paper: bytes in, a reading and a description out."""
