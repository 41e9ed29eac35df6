"""What should be fast or right, measured in one run; `make bench` runs every bench_*.py."""
