"""Dossiers and the papers that fill their components."""
