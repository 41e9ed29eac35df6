"""A paper's proof as a folder or ZIP that is checked without the archive, years later."""
