"""`retour report RESULTS…`: results as web pages, and in the forms that CI servers read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from retour.cli.output import say
from retour.cli.progress import progress
from retour.errors import AS_EXPECTED
from retour.reports.results import read_results
from retour.reports.site import provenance_here, write_site
from retour.reports.summary import totals
from retour.reports.written import read_wanted


def report(
    results: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS…",
            help="Documents of --retour-json, or of check and pair with --format json; those of several machines are put "
            "together.",
        ),
    ],
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write web pages: an overview, and a page for each rule and each result."
        ),
    ] = None,
    values: Annotated[
        bool,
        typer.Option(
            "--values", help="Show the values of messages on the pages; without it … stands for each."
        ),
    ] = False,
    page: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="A web page that comes along, such as that of coverage or mutation. Repeatable.",
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="KIND:FILE", help="Write it as gitlab, json, markdown or sarif. Repeatable."
        ),
    ] = None,
) -> None:
    """Make reports of results: web pages, and what CI servers read."""
    wanted = [read_wanted(each) for each in to or ()]
    found = read_results(results)
    if html is not None:
        with progress("writing pages", len(found.each)) as seen:
            write_site(
                found,
                html,
                provenance_here(Path.cwd()),
                base=Path.cwd(),
                values=values,
                others=page or (),
                seen=seen,
            )
    for each in wanted:
        each.write(found, Path.cwd())
    say(totals(found))
    raise typer.Exit(AS_EXPECTED)
