"""A page made ready for reading by small pure functions, and the way back to the page as shown."""
