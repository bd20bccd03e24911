"""`retour conform`: whether somebody's software does what the standards ask."""

from __future__ import annotations

from typing import Any

from retour.cli.helping import HelpfulCommand, HelpfulGroup, app_of
from retour.cli.judges import judges
from retour.cli.produces import produces
from retour.cli.scenarios import scenarios
from retour.cli.statements import site

_USUAL = "judges"
"""The command that is meant where none is named."""


class _Conform(HelpfulGroup):
    """`retour conform SUT.yaml CASES…` is short for `retour conform judges SUT.yaml CASES…`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        is_named = not args or args[0] in self.commands or args[0] in ("-h", "--help")
        return super().parse_args(ctx, args if is_named else [_USUAL, *args])


app = app_of(
    cls=_Conform,
    help="Test software: does it judge and make messages as the standards ask?",
    no_args_is_help=True,
)
app.command(cls=HelpfulCommand)(judges)
app.command(cls=HelpfulCommand)(produces)
app.command(cls=HelpfulCommand)(scenarios)
app.command(cls=HelpfulCommand)(site)
