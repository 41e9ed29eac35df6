"""What handlers and officers do for a citizen at the counter: check, look, take, ask, and what follows."""
