"""The searchable archive copy (PDF/A-2u) of a paper, and the extraction of its own pages."""
