"""The doors: HTTP, pages, command line, workers, and the way of a paper through the rooms."""
