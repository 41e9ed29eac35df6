"""Pure values that every room shares."""
