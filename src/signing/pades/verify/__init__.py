"""Judges signed PDFs by small rules; bytes and certificates in, a verdict out, nothing fetched."""
