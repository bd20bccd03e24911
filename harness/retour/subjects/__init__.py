"""Systems under test: somebody else's software that judges messages, how it is reached, and what it says."""
