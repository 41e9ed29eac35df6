"""Who did what: events, and the chain that proves none was altered."""
