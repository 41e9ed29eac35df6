"""Files as they come: their real type, their limits, their pages as pictures, their own text."""
