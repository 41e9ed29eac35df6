"""Verdicts as files for people and programs: JSON, HTML and PDF."""
