"""Folding, and the index that finds papers."""
