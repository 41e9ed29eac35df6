"""A described paper becomes legally valid, and is proved so years later."""
