"""Draws lines of Vietnamese administrative papers and trains the network that reads them."""
