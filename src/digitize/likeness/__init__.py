"""How alike two papers are: by what was read on them, and by their pictures."""
