"""QR and bar codes on a page."""
