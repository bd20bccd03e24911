"""`--html DIR` of the commands that judge messages: their results as a report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retour.cli.progress import progress
from retour.errors import ConfigurationError
from retour.language import texts_in
from retour.model import Language
from retour.rulesets import RuleSet

if TYPE_CHECKING:  # what writes pages takes long to load, and most commands write none
    from retour.reports.results import RunResults
    from retour.reports.site import SiteOptions

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
    typer.Option(
        "--values", help="Show the values of messages on the pages. Without this they are shown as …"
    ),
]


def write_pages(
    results: RunResults, folder: Path, options: SiteOptions, seconds: float | None = None
) -> None:
    """Write a report of results that name their files from here.

    Raises:
        RetourError: the folder holds something else, or can't be written.
    """
    from retour.reports.site import provenance_here, write_site

    texts = texts_in(options.language)
    with progress(texts("writing pages"), len(results.each)) as seen:
        write_site(results, folder, provenance_here(Path.cwd(), seconds), Path.cwd(), options, seen)


def write_judged(
    engine: str,
    results: Collection[dict[str, Any]],
    folder: Path,
    *,
    values: bool,
    language: Language,
    known: Sequence[RuleSet],
    seconds: float,
    unmatched: Sequence[dict[str, str]] = (),
) -> None:
    """Write a report of what a command found itself; see `write_pages`.

    Args:
        results: as documents have them.
        known: rule sets that may have judged, beside those of the project.
        unmatched: messages to which nothing belongs, each with the reason.
    """
    from retour.reports.results import RunResults
    from retour.reports.site import SiteOptions

    found = RunResults(engine, results, unmatched)
    write_pages(found, folder, SiteOptions(values, language, known=known), seconds)


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
