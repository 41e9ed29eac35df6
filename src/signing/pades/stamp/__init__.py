"""The visible part of a signature: its words, their font and their place."""
