"""The web desk: the HTTP API and the plain pages, both over the same acts."""
