"""Persons, organisations, their identifiers, and their part in a paper."""
