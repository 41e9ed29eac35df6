"""Mends what was read by what Vietnamese syllables and their neighbours allow; the raw reading stays."""
