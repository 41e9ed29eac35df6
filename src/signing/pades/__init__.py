"""Signatures in PDF files: bytes and certificates only, no table."""
