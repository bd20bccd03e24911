"""What a stylesheet says without being run."""
