"""The way of a paper through the rooms: the acts of officers, and the legs that machines walk."""
