"""The known gaps of rule sets that the cases of a run met: in one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from retour.text.columns import columns
from retour.text.plain import markdown_text, one_line
from retour.text.versions import VersionRange

HEAD = ("case", "rule set", "known gap", "holds", "state", "see")


@dataclass(frozen=True, slots=True)
class GapRow:
    """A known gap, as one case met it.

    Attributes:
        result: of the case, as `result_of` makes it.
    """

    result: dict[str, Any]

    @property
    def cells(self) -> tuple[str, ...]:
        """See `HEAD`."""
        known, rules = self.result["known"], self.result["rules"]
        return (
            case_name(self.result),
            set_named(rules) if rules else "-",
            gap_text(known),
            str(VersionRange(known["from"], known["until"])),
            known["state"],
            known["see"] or "-",
        )

    @property
    def part(self) -> dict[str, Any]:
        """The row for machines."""
        case = self.result["case"]
        return {
            **{key: case[key] for key in ("file", "line", "id", "under") if key in case},
            "rules": self.result["rules"],
            **self.result["known"],
        }


def gap_rows(results: Iterable[dict[str, Any]]) -> list[GapRow]:
    """A row for each result of a case with a known gap."""
    return [GapRow(result) for result in results if "known" in result]


def gap_lines(rows: Sequence[GapRow]) -> list[str]:
    """The table as text."""
    return columns([HEAD, *(tuple(map(one_line, row.cells)) for row in rows)]) if rows else []


def gap_markdown(rows: Sequence[GapRow]) -> list[str]:
    """The table as Markdown."""
    if not rows:
        return []
    table = [HEAD, ("---",) * len(HEAD), *(tuple(map(markdown_text, row.cells)) for row in rows)]
    return [f"| {' | '.join(cells)} |" for cells in table]


def gap_text(known: dict[str, Any]) -> str:
    """A known gap in words, e.g. `TR065 fires and should not, TR101 is silent and should fire`."""
    fires = (f"{code} fires and should not" for code in known["fires"])
    silent = (f"{code} is silent and should fire" for code in known["silent"])
    return ", ".join([*fires, *silent])


def case_name(result: dict[str, Any]) -> str:
    """How the case of a result is named on the command line."""
    return f"{result['case']['file']}::{result['case']['id']}"


def case_name_under(case: dict[str, Any]) -> str:
    """The id of a case, with the rule set that the run asks for."""
    return f"{case['id']}[{case['under']}]" if "under" in case else str(case["id"])


def set_named(stamp: dict[str, Any]) -> str:
    """A rule set as people call it."""
    return f"{stamp['id']}@{stamp['version']}" if stamp["version"] else str(stamp["id"])
