"""A later procedure finds a paper and takes it over; other systems are told."""
