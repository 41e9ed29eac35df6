"""Our own network reads the lines that Tesseract finds."""
