"""The command `retour`, one module for each of its commands."""

from harness.cli.main import main

__all__ = ["main"]
