"""What the pages tell: a row for each result, and what became of each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from retour.cases.expect import silent_codes
from retour.model import RULE_LEVELS
from retour.reports.known import set_named
from retour.reports.results import Standing
from retour.reports.site.hiding import MessageValues
from retour.reports.site.items import Item
from retour.reports.summary import why_of
from retour.rulesets import Rule, RuleSet

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")

_COLOURS = {
    "as expected": "good",
    "accepted": "good",
    "passed": "good",
    "not as expected": "bad",
    "rejected": "bad",
    "failed": "bad",
    "error": "warn",
    "not checked": "warn",
}


def colour(standing: str) -> str:
    """The class of how something came out, or of a level."""
    return _COLOURS.get(standing, "quiet")


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


def row_of(item: Item, values: MessageValues) -> ResultRow:
    """The row of a result.

    Args:
        values: what is kept out of sentences.
    """
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
        values.kept_out_of(why_of(result)),
    )


@dataclass(frozen=True, slots=True)
class Use:
    """A result in which a rule fired, or kept silent as a case asks; with the lines of the message that it points at."""

    name: str
    place: str
    href: str
    type: str
    lines: tuple[int, ...] = ()


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
        folder: of the pages of its rules.
        rules: the set; None when it isn't in reach any more as it was.
    """

    name: str
    folder: str
    rules: RuleSet | None
    types: set[str] = field(default_factory=set)
    by_code: dict[str, RuleUse] = field(default_factory=dict)

    def add(self, item: Item, row: ResultRow) -> None:
        """Take in a result."""
        self.types.add(row.type)
        fired: dict[str, list[int]] = {}
        for finding in item.result["findings"]:
            if finding["level"] in RULE_LEVELS:
                lines = fired.setdefault(finding["code"], [])
                lines += [place["line"] for place in finding["locations"] if place["line"]]
                self._use(finding["code"]).retour = finding["retour"]
        for code, lines in fired.items():
            use = Use(row.name, row.place, row.href, row.type, tuple(dict.fromkeys(lines)))
            self._use(code).fired.append(use)
        for code in row.silent.split():
            if code not in fired:
                self._use(code).silent.append(Use(row.name, row.place, row.href, row.type))

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

    def checked(self, code: str) -> list[str]:
        """The messages that a rule is checked in, as far as the set tells."""
        if self.rules is None:
            return []
        return [type_ for type_, codes in self.rules.checked.items() if code in codes]
