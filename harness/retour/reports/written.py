"""The forms in which results are written for CI servers. A new one is a new module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from retour.errors import RetourError
from retour.reports.annotations import annotations_of
from retour.reports.document import document_of
from retour.reports.gitlab import gitlab_of
from retour.reports.results import RunResults
from retour.reports.sarif import sarif_of
from retour.reports.site.items import Finder
from retour.reports.summary import markdown_summary
from retour.text.nearest import did_you_mean
from retour.text.writing import write_document


def _sarif(results: RunResults, base: Path) -> str:
    return sarif_of(annotations_of(results.each), Finder(base).meanings(results.each))


_WRITERS: Mapping[str, Callable[[RunResults, Path], str]] = {
    "gitlab": lambda results, _: gitlab_of(annotations_of(results.each)),
    "json": lambda results, _: document_of(results.engine, results.each),
    "markdown": lambda results, _: markdown_summary(results),
    "sarif": _sarif,
}
"""By name what makes a report; `gitlab` is GitLab's code quality report."""


@dataclass(frozen=True, slots=True)
class WantedResults:
    """Results in a form that is asked for, and the file that they go to."""

    kind: str
    target: Path

    def write(self, results: RunResults, base: Path) -> None:
        """Write the file.

        Args:
            base: the folder from which the results name their files.

        Raises:
            RetourError: it can't be written.
        """
        write_document(self.target, _WRITERS[self.kind](results, base).rstrip("\n") + "\n")


def read_wanted(text: str, base: Path | None = None) -> WantedResults:
    """Read `sarif:results.sarif` or `gitlab:quality.json`.

    Args:
        base: the folder that a relative name of a file begins in; where the user stands when left out.

    Raises:
        RetourError: it is something else.
    """
    kind, _, target = text.partition(":")
    if kind not in _WRITERS:
        raise RetourError(f"there is no report {kind!r}{did_you_mean(kind, _WRITERS, 'there are')}")
    if not target:
        raise RetourError(f"the report {kind} goes to a file: {kind}:FILE")
    return WantedResults(kind, (base or Path()) / target)
