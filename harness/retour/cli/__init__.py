"""The command `retour`, one module for each of its commands."""

from retour.cli.main import main

__all__ = ["main"]
