"""Somebody else's software held against cases: whether it judges messages as they say."""
