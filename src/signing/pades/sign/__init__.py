"""Making PAdES signatures: pure functions from bytes to bytes that begin with their input."""
