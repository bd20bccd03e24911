"""Edits of a message's bytes."""
