"""Intakes, papers, their pages, readings and descriptions."""
