"""`--html DIR` of the commands that judge messages: their results as a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.progress import progress
from retour.errors import ConfigurationError
from retour.reports.results import RunResults
from retour.reports.site import SiteOptions, provenance_here, write_site

HtmlOption = Annotated[
    Path | None,
    typer.Option(
        "--html",
        metavar="DIR",
        help="Write web pages: an overview, and a page for each rule and each result.",
    ),
]
ValuesOption = Annotated[
    bool,
    typer.Option("--values", help="Show the values of messages on the pages; without it … stands for each."),
]


def write_pages(
    results: RunResults, folder: Path, options: SiteOptions, seconds: float | None = None
) -> None:
    """Write a report of results that name their files from here.

    Raises:
        RetourError: the folder holds something else, or can't be written.
    """
    with progress("writing pages", len(results.each)) as seen:
        write_site(results, folder, provenance_here(Path.cwd(), seconds), Path.cwd(), options, seen)


def refuse_without_pages(html: Path | None, options: Sequence[tuple[str, object]]) -> None:
    """Options of pages that aren't asked for are a mistake.

    Args:
        options: names of options with what they were given.

    Raises:
        ConfigurationError: one was given.
    """
    if html is None:
        for name, value in options:
            if value:
                raise ConfigurationError(f"{name} goes with --html DIR")
