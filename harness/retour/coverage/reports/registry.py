"""The kinds of report that are written to files. A new one is a new module and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from retour.coverage.measuring import Measure
from retour.coverage.reports.cobertura import cobertura_of
from retour.coverage.reports.document import coverage_document
from retour.coverage.reports.html import coverage_page
from retour.coverage.reports.lcov import lcov_of
from retour.errors import CoverageError
from retour.language import Texts
from retour.text.nearest import did_you_mean
from retour.text.writing import write_document

_WRITERS: Mapping[str, Callable[[Measure, Texts], str]] = {
    "html": coverage_page,
    "json": lambda measure, _: coverage_document(measure),
    "lcov": lambda measure, _: lcov_of(measure),
    "xml": lambda measure, _: cobertura_of(measure),
}
"""By name what writes a report; `xml` is Cobertura's."""


@dataclass(frozen=True, slots=True)
class WantedReport:
    """A report that is asked for."""

    kind: str
    target: Path


def read_report(text: str) -> WantedReport:
    """Read `html:coverage.html` or `lcov:coverage.info`.

    Raises:
        CoverageError: it is something else.
    """
    kind, _, target = text.partition(":")
    if kind not in _WRITERS:
        raise CoverageError(
            f"there is no coverage report {kind!r}{did_you_mean(kind, _WRITERS, 'there are')}"
        )
    if not target:
        raise CoverageError(f"the coverage report {kind} goes to a file: {kind}:FILE")
    return WantedReport(kind, Path(target))


def write_report(measure: Measure, report: WantedReport, texts: Texts) -> None:
    """Write a report.

    Args:
        texts: those of a page.

    Raises:
        RetourError: its file can't be written.
    """
    write_document(report.target, _WRITERS[report.kind](measure, texts))
