"""The ground floor: what is kept, and the words that all rooms speak."""
