"""Letters from pixels: one port, two adapters around Tesseract, and the order of reading."""
