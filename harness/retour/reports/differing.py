"""Cases that ran under several rule sets: which of them come out differently, in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from retour.language import ENGLISH, Texts
from retour.model import PASSING
from retour.reports.ordering import name_order
from retour.text.columns import columns
from retour.text.plain import markdown_text, one_line

_MOST_CODES = 3
"""Rules that are told one by one of a case of which no more is to be told than that another set didn't run it."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a case under one rule set.

    Attributes:
        findings: level, code, retour code and places of each.
        error: a short name for why there is no outcome.
        as_expected: whether the case passed.
    """

    findings: tuple[tuple[str, ...], ...]
    error: str | None
    as_expected: bool

    @classmethod
    def of(cls, result: dict[str, Any]) -> Came:
        """That of a result, as `result_of` makes it."""
        findings = (
            (
                each["level"],
                each["code"],
                each["retour"] or "",
                *(place["path"] or "" for place in each["locations"]),
            )
            for each in result["findings"]
        )
        return cls(tuple(sorted(findings)), result["error_kind"], result["verdict"]["status"] in PASSING)

    def of_rule(self, code: str) -> tuple[tuple[str, ...], ...]:
        """The findings of a rule."""
        return tuple(finding for finding in self.findings if finding[1] == code)

    def codes(self, texts: Texts = ENGLISH) -> str:
        """What fired, or the error."""
        if self.error is not None:
            return texts("error: %(kind)s", kind=self.error)
        fired = (code if n == 1 else f"{code} × {n}" for code, n in self.fired.items())
        return ", ".join(fired) or texts("nothing")

    @property
    def fired(self) -> Counter[str]:
        """How often each rule fired."""
        return Counter(finding[1] for finding in self.findings)


@dataclass
class Differing:
    """What cases came to under each rule set of a run.

    Attributes:
        came: by case, its file, line and id, then by the name of the rule set.
    """

    came: dict[tuple[str, int, str], dict[str, Came]] = field(default_factory=dict)

    @classmethod
    def of(cls, results: Iterable[dict[str, Any]]) -> Differing:
        """That of the results of a run; empty when it asked for no rule sets."""
        found = cls()
        for result in results:
            found.add(result)
        return found

    def add(self, result: dict[str, Any]) -> None:
        """Take in a result."""
        case = result.get("case", {})
        if (under := case.get("under")) is not None:
            self.came.setdefault((case["file"], case["line"], case["id"]), {})[under] = Came.of(result)

    @property
    def sets(self) -> list[str]:
        """The names of the rule sets, patch levels from old to new."""
        return sorted({name for came in self.came.values() for name in came}, key=name_order)

    @property
    def cases(self) -> list[tuple[str, int, str]]:
        """The cases that came out differently, or weren't run under all of the sets, in the order of their files."""
        return sorted(case for case, came in self.came.items() if self._differ(came))

    def summary(self, texts: Texts = ENGLISH) -> str:
        """How many cases differ, in a sentence."""
        cases = texts.counted(len(self.came), "%(number)s case", "%(number)s cases")
        return texts.counted(
            len(self.cases),
            "%(cases)s under %(sets)s rule sets: %(number)s differs",
            "%(cases)s under %(sets)s rule sets: %(number)s differ",
            cases=cases,
            sets=len(self.sets),
        )

    @property
    def part(self) -> dict[str, Any]:
        """The table for machines."""
        return {
            "sets": self.sets,
            "cases": len(self.came),
            "differing": [
                {
                    "file": file,
                    "line": line,
                    "id": name,
                    "outcomes": [
                        {"under": under, "came": came.codes(), "as_expected": came.as_expected}
                        for under, came in sorted(
                            self.came[file, line, name].items(), key=lambda item: name_order(item[0])
                        )
                    ],
                }
                for file, line, name in self.cases
            ],
        }

    def rows(self, texts: Texts = ENGLISH) -> Iterator[tuple[str, ...]]:
        """The table: a heading, then what each case that differs came to under each set."""
        yield texts("case"), *self.headings
        for file, line, name in self.cases:
            came = self.came[file, line, name]
            yield f"{file}::{name}", *_cells([came.get(under) for under in self.sets], texts)

    @property
    def headings(self) -> list[str]:
        """The sets, without their id where all have the same."""
        names = [each.partition("@") for each in self.sets]
        if len({identity for identity, _, _ in names}) == 1 and all(version for _, _, version in names):
            return [version for _, _, version in names]
        return self.sets

    def _differ(self, came: dict[str, Came]) -> bool:
        return len(came) < len(self.sets) or len({(each.findings, each.error) for each in came.values()}) > 1


def differing_lines(differing: Differing, texts: Texts = ENGLISH, width: int | None = None) -> list[str]:
    """The table as text; nothing where a run has one rule set.

    Args:
        width: of the terminal; None where there is none.
    """
    if len(differing.sets) < 2:
        return []
    rows = list(differing.rows(texts))
    table = (
        columns([tuple(map(one_line, row)) for row in rows], width, has_head=True) if len(rows) > 1 else []
    )
    return [*table, differing.summary(texts)]


def differing_markdown(differing: Differing) -> list[str]:
    """The table as Markdown."""
    if len(differing.sets) < 2:
        return []
    rows = list(differing.rows())
    if len(rows) == 1:
        return [differing.summary()]
    head, *cases = rows
    table = [head, ("---",) * len(head), *(tuple(map(markdown_text, row)) for row in cases)]
    return [differing.summary(), "", *(f"| {' | '.join(cells)} |" for cells in table)]


def _cells(came: Sequence[Came | None], texts: Texts) -> list[str]:
    """What came under each set, as far as the sets differ in it, and whether that was not as expected."""
    ran = [each for each in came if each is not None]
    codes = dict.fromkeys(finding[1] for each in ran for finding in each.findings)
    differing = [code for code in codes if len({each.of_rule(code) for each in ran}) > 1]
    return [texts("not run") if each is None else _cell(each, ran[0], differing, texts) for each in came]


def _cell(came: Came, first: Came, differing: Sequence[str], texts: Texts) -> str:
    if came.error is not None or not came.findings:
        told = came.codes(texts)
    elif not differing:
        many = len(came.fired) > _MOST_CODES
        told = texts("%(number)s rules", number=len(came.fired)) if many else came.codes(texts)
    else:
        fired = [_counted(code, came, first, texts) for code in differing if came.of_rule(code)]
        told = ", ".join(fired) or texts("without %(rules)s", rules=", ".join(differing))
    return told if came.as_expected else f"{told} ({texts('not as expected')})"


def _counted(code: str, came: Came, first: Came, texts: Texts) -> str:
    """A rule, and how often it fired; whether that was elsewhere than under the first set."""
    here, there = came.of_rule(code), first.of_rule(code)
    elsewhere = len(here) == len(there) and here != there
    return (
        code + (f" × {len(here)}" if len(here) > 1 else "") + (f" {texts('elsewhere')}" if elsewhere else "")
    )
