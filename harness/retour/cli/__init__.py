"""The command `retour`, one module for each of its commands."""

from __future__ import annotations

import sys

from retour.cli.output import prepare_streams

_WITH_AN_ENGINE = ("run", "check")
"""Commands that run stylesheets whatever their arguments are, but for these options."""

_WITHOUT = ("-h", "--help", "--engine", "-n", "--numprocesses", "--co", "--collect-only", "--watch")


def main() -> None:
    """Run the command line; exits the process."""
    prepare_streams()
    command, *options = sys.argv[1:] or [""]
    if command in _WITH_AN_ENGINE and not any(option.startswith(_WITHOUT) for option in options):
        from retour.engines.spare import begin_spare

        begin_spare()
    from retour.cli.app import run_command

    run_command()


__all__ = ["main"]
