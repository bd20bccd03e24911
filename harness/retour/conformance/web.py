"""A statement as a web page, one file, to be read and to be printed."""

from __future__ import annotations

from retour.conformance.document import StatedResult, StatementDocument, Totals
from retour.conformance.terminal import headline
from retour.language import ENGLISH, Texts
from retour.reports.html import page


def statement_page(statement: StatementDocument, texts: Texts = ENGLISH) -> str:
    """The page, as one file."""
    return page(
        "statement",
        texts,
        statement=statement,
        headline=headline(statement, texts),
        deviations=_of(statement, "not as expected"),
        errors=_of(statement, "error"),
        judged=[each for each in statement.results if each.message is not None],
        share=texts.figures(f"{percent(statement.totals):g} %"),
    )


def percent(totals: Totals) -> float:
    """How much of what was judged is as expected, in tenths of a percent, rounded down: 99.9 % is not all."""
    judged = totals.as_expected + totals.not_as_expected + totals.error
    return totals.as_expected * 1000 // judged / 10 if judged else 0.0


def _of(statement: StatementDocument, result: str) -> list[StatedResult]:
    return [each for each in statement.results if each.result == result]
