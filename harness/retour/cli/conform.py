"""`retour conform`: whether somebody's software does what the standards ask."""

from __future__ import annotations

import typer

from retour.cli.produces import produces
from retour.cli.scenarios import scenarios

app = typer.Typer(
    help="Whether somebody's software does what the standards ask.",
    no_args_is_help=True,
    add_completion=False,
)
app.command()(produces)
app.command()(scenarios)
