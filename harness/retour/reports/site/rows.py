"""What the pages tell: a row for each result, and what became of each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from retour.cases.expect import silent_codes
from retour.language import Texts, mark, told_in
from retour.model import RULE_LEVELS
from retour.reports.known import set_named
from retour.reports.results import CALM, Standing
from retour.reports.site.hiding import ShownMessage
from retour.reports.site.items import Item
from retour.reports.summary import reasons_of
from retour.rulesets import Rule, RuleSet

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")

_COLOURS = {
    "as expected": "good",
    "accepted": "good",
    "expected to fail": "quiet",
    "nothing found": "quiet",
    mark("passed"): "good",
    "not as expected": "bad",
    "rejected": "bad",
    mark("failed"): "bad",
    "error": "warn",
    mark("not checked"): "warn",
    mark("not reached"): "quiet",
    mark("not applicable"): "quiet",
}
"""By how something came out, and by how a level did."""

_MOST_LINES = 5
"""Lines of a message that are shown on the page of a rule; all stand on the page of the result."""


def colour(standing: str) -> str:
    """The class of how something came out, or of a level."""
    return _COLOURS[standing]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result in a table.

    Attributes:
        href: of its page, from the top of the site.
        type: of the message.
        codes: what fired, with retour codes.
        silent: the rules of which its case asks silence.
    """

    number: int
    name: str
    place: str
    href: str
    standing: Standing
    type: str
    set: str
    codes: str
    silent: str
    why: str

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look at it."""
        return self.standing not in CALM


def row_of(item: Item, message: ShownMessage, texts: Texts) -> ResultRow:
    """The row of a result."""
    result = item.result
    fired = {finding["code"]: finding["retour"] for finding in result["findings"]}
    return ResultRow(
        item.number,
        item.name,
        item.place,
        f"results/{item.number:06}.html",
        item.standing,
        result["type"] or "",
        set_named(result["rules"]) if result["rules"] else "",
        ", ".join(f"{code} → {retour}" if retour else code for code, retour in fired.items()),
        " ".join(() if item.case is None else silent_codes(item.case.expect)),
        "; ".join(texts.sentence(message.sentence(reason)) for reason in reasons_of(result)),
    )


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a message that a rule points at; its text is empty when the message can't be had."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """A result in which a rule fired, or kept silent as a case asks.

    Attributes:
        lines: the first of those of the message that it points at.
        more_lines: how many it points at besides.
    """

    number: int
    name: str
    place: str
    href: str
    type: str
    lines: tuple[MarkedLine, ...] = ()
    more_lines: int = 0

    @property
    def anchor(self) -> str:
        """By what its lines are found on the page of the rule."""
        return f"r{self.number}"


@dataclass
class RuleUse:
    """What became of a rule."""

    retour: str | None = None
    fired: list[Use] = field(default_factory=list)
    silent: list[Use] = field(default_factory=list)


@dataclass
class SetUse:
    """What became of the rules of a set.

    Attributes:
        sha256: its digest.
        folder: of the pages of its rules.
        rules: the set; None when it isn't in reach any more as it was.
    """

    name: str
    sha256: str
    folder: str
    rules: RuleSet | None
    types: set[str] = field(default_factory=set)
    by_code: dict[str, RuleUse] = field(default_factory=dict)

    def add(self, item: Item, row: ResultRow, message: ShownMessage) -> None:
        """Take in a result."""
        self.types.add(row.type)
        fired: dict[str, list[int]] = {}
        for finding in item.result["findings"]:
            if finding["level"] in RULE_LEVELS:
                lines = fired.setdefault(finding["code"], [])
                lines += [
                    place["line"]
                    for place in finding["locations"]
                    if place["line"] and place["document"] is None
                ]
                self._use(finding["code"]).retour = finding["retour"]
        for code, lines in fired.items():
            marked, more = _marked(lines, message)
            use = Use(row.number, row.name, row.place, row.href, row.type, marked, more)
            self._use(code).fired.append(use)
        for code in row.silent.split():
            if code not in fired:
                self._use(code).silent.append(Use(row.number, row.name, row.place, row.href, row.type))

    def _use(self, code: str) -> RuleUse:
        return self.by_code.setdefault(code, RuleUse())

    @property
    def codes(self) -> list[str]:
        """The rules that have a page: those of the set, and whatever else fired."""
        known: Iterable[str] = () if self.rules is None else self.rules.codes
        return sorted({*known, *self.by_code})

    def href(self, code: str) -> str:
        """The page of a rule, from the top of the site."""
        name = _UNSAFE.sub(lambda sign: f"_{ord(sign[0]):x}", code)
        return f"{self.folder}/{quote(name)}.html"

    def retour(self, code: str) -> str | None:
        """The retour code of a rule."""
        known = None if self.rules is None else self.rules.retour_code(code)
        return known or self.by_code.get(code, RuleUse()).retour

    def described(self, code: str) -> Rule:
        """What the catalogue says of a rule; empty parts where there is none."""
        known = None if self.rules is None else self.rules.catalogue.get(code)
        return known or Rule(code=code, meaning=None if self.rules is None else self.rules.meaning(code))

    def meaning(self, code: str, texts: Texts) -> str | None:
        """What a rule means, in a language as far as there is a text in it."""
        described = self.described(code)
        return told_in(texts.language, described.meaning, described.meaning_nl)

    def checked(self, code: str) -> list[str]:
        """The messages that a rule is checked in, as far as the set tells."""
        if self.rules is None:
            return []
        return [type_ for type_, codes in self.rules.checked.items() if code in codes]


def _marked(numbers: Iterable[int], message: ShownMessage) -> tuple[tuple[MarkedLine, ...], int]:
    """The first few of some lines of a message, and how many there are besides."""
    lines = sorted(set(numbers))
    shown = (
        MarkedLine(number, message.lines[number - 1].strip() if number <= len(message.lines) else "")
        for number in lines[:_MOST_LINES]
    )
    return tuple(shown), max(len(lines) - _MOST_LINES, 0)
