"""The known gaps of rule sets that the cases of a run met: in one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from retour.language import ENGLISH, Texts, mark
from retour.model import GapState
from retour.text.columns import columns
from retour.text.plain import markdown_text, one_line

_HEAD = (
    mark("case"),
    mark("rule set"),
    mark("known gap"),
    mark("holds"),
    mark("state"),
    mark("see"),
)

_STATES: tuple[GapState, ...] = (
    mark("there"),
    mark("closed"),
    mark("changed"),
    mark("not at this patch level"),
    mark("not judged"),
)


@dataclass(frozen=True, slots=True)
class GapRow:
    """A known gap, as one case met it.

    Attributes:
        result: of the case, as `result_of` makes it.
    """

    result: dict[str, Any]

    def cells(self, texts: Texts = ENGLISH) -> tuple[str, ...]:
        """See `gap_head`."""
        known, rules = self.result["known"], self.result["rules"]
        return (
            case_name(self.result),
            set_named(rules) if rules else "-",
            gap_text(known, texts),
            _holds(known["from"], known["until"], texts),
            texts(known["state"]),
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


def gap_head(texts: Texts = ENGLISH) -> tuple[str, ...]:
    """What stands above the cells of rows."""
    return tuple(map(texts, _HEAD))


def gap_rows(results: Iterable[dict[str, Any]]) -> list[GapRow]:
    """A row for each result of a case with a known gap."""
    return [GapRow(result) for result in results if "known" in result]


def gap_lines(rows: Sequence[GapRow], texts: Texts = ENGLISH, width: int | None = None) -> list[str]:
    """The table as text.

    Args:
        width: of the terminal; None where there is none.
    """
    cells = [tuple(map(one_line, row.cells(texts))) for row in rows]
    return columns([gap_head(texts), *cells], width, has_head=True) if rows else []


def gap_markdown(rows: Sequence[GapRow]) -> list[str]:
    """The table as Markdown."""
    if not rows:
        return []
    table = [gap_head(), ("---",) * len(_HEAD), *(tuple(map(markdown_text, row.cells())) for row in rows)]
    return [f"| {' | '.join(cells)} |" for cells in table]


def gap_text(known: dict[str, Any], texts: Texts = ENGLISH) -> str:
    """A known gap in words, e.g. `TR065 fires and should not, TR101 is silent and should fire`."""
    fires = (texts("%(rule)s fires and should not", rule=code) for code in known["fires"])
    silent = (texts("%(rule)s is silent and should fire", rule=code) for code in known["silent"])
    return ", ".join([*fires, *silent])


def _holds(since: str | None, until: str | None, texts: Texts) -> str:
    """At which patch levels a gap is there."""
    parts = [
        texts("from %(version)s", version=since) if since else "",
        texts("until %(version)s", version=until) if until else "",
    ]
    return " ".join(filter(None, parts)) or texts("always")


def case_name(result: dict[str, Any]) -> str:
    """How the case of a result is named on the command line."""
    return f"{result['case']['file']}::{result['case']['id']}"


def case_name_under(case: dict[str, Any]) -> str:
    """The id of a case, with the rule set that the run asks for."""
    return f"{case['id']}[{case['under']}]" if "under" in case else str(case["id"])


def set_named(stamp: dict[str, Any]) -> str:
    """A rule set as people call it."""
    return f"{stamp['id']}@{stamp['version']}" if stamp["version"] else str(stamp["id"])
