"""The command `retour`, one module for each of its commands."""

from __future__ import annotations

import sys
from contextlib import ExitStack

from retour.cli.output import prepare_streams

_WITH_AN_ENGINE = ("run", "check")
"""Commands that run stylesheets whatever their arguments are, but for these options."""

_WITHOUT = ("-h", "--help", "--engine", "-n", "--numprocesses", "--co", "--collect-only", "--watch")


def main() -> None:
    """Run the command line; exits the process."""
    prepare_streams()
    command, *options = sys.argv[1:] or [""]
    with ExitStack() as until_the_end:
        if command in _WITH_AN_ENGINE and not any(option.startswith(_WITHOUT) for option in options):
            from retour.engines.spare import spare_process

            until_the_end.enter_context(spare_process())
        from retour.cli.app import run_command

        run_command()


__all__ = ["main"]
