"""The known dialects. A new one is a new module and a line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from retour.errors import RuleSetError
from retour.rulesets.dialects.rapport import read_rapport
from retour.rulesets.dialects.report import Report


class Dialect(Protocol):
    """Reads a report.

    Args:
        report: the text that the stylesheet wrote.
        retour_code: gives the retour code of a rule, for reports that don't carry it.

    Raises:
        NotAReport: the text is no report in this dialect.
    """

    def __call__(self, report: str, retour_code: Callable[[str], str | None]) -> Report: ...


_DIALECTS: dict[str, Dialect] = {"rapport": read_rapport}


def dialect_named(name: str) -> Dialect:
    """The reader of a dialect.

    Raises:
        RuleSetError: there is none of that name.
    """
    try:
        return _DIALECTS[name]
    except KeyError:
        raise RuleSetError(
            f"unknown report dialect {name!r}; known: {', '.join(sorted(_DIALECTS))}"
        ) from None
