"""`retour conform site DIR`: statements of conformance as one static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cli.output import say
from retour.conformance.site import read_statements, write_statement_site
from retour.errors import AS_EXPECTED, RetourError


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder with the statements.")],
    output: Annotated[Path, typer.Option(metavar="OUT", help="The folder to write the site to.")],
) -> None:
    """Make one static site of statements: subject by release, trend, badges, and the statements to download."""
    if output.resolve().is_relative_to(folder.resolve()):
        raise RetourError(
            f"{output}: the site would stand among its statements: name a folder outside {folder}"
        )
    found = read_statements(folder)
    write_statement_site(found, output)
    subjects = len({each.statement.subject.name for each in found})
    say(
        f"{len(found)} {'statement' if len(found) == 1 else 'statements'} on {subjects} "
        f"{'subject' if subjects == 1 else 'subjects'}: {output / 'index.html'}"
    )
    raise typer.Exit(AS_EXPECTED)
