"""Changes of a message: of its tree, and of its bytes."""
