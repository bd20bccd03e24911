"""What `make bench` runs; see docs/performance.md."""
