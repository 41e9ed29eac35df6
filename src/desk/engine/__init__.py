"""Durable work: which process is which, and the only place that knows DBOS."""
