"""Accounts, roles, and what they may read."""
