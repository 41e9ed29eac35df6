"""Says what a paper is: type, fields, parties; splits a file into papers."""
