"""Judges how a page was scanned while its owner still stands at the desk; never stops a page."""
