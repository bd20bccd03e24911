"""Instrumented copies of rule sets, in a temporary folder that goes when the process ends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Literal

from lxml import etree

from retour.engines import PROBE, StylesheetFile
from retour.errors import RetourError
from retour.model import Place
from retour.probes.marking import marked
from retour.rulesets import Entry, RuleSet
from retour.rulesets.dialects import dialect_named
from retour.text.scratch import new_scratch
from retour.text.writing import write_scratch
from retour.xslt.places import Body, RunPlaces, find_places
from retour.xslt.stylesheets import Stylesheets

ProbeLevel = Literal["rules", "branches"]
"""What probes tell: which rules were evaluated, which costs little, or every branch that was taken."""

SLOWED_DOWN: Mapping[ProbeLevel | None, int] = {None: 1, "rules": 2, "branches": 8}
"""How many times its time limit a message may take with probes; None is without."""

_making = RLock()  # several threads may ask for one set at a time
_copies: dict[tuple[Path, str, ProbeLevel], ProbedSet] = {}
_places: dict[tuple[Path, str], RunPlaces] = {}


def probed(rules: RuleSet, level: ProbeLevel) -> ProbedSet:
    """The copy of a rule set with the probes of a level, made on first use.

    Raises:
        RuleSetError: see `places_of`.
    """
    key = (rules.folder, rules.sha256, level)
    with _making:
        if key not in _copies:
            _copies[key] = ProbedSet(rules, places_of(rules), level)
        return _copies[key]


def places_of(rules: RuleSet) -> RunPlaces:
    """The places of a rule set, found on first use.

    Raises:
        RuleSetError: a stylesheet is in an encoding in which no probes can be set.
    """
    key = (rules.folder, rules.sha256)
    with _making:
        if key not in _places:
            _places[key] = _found(rules)
        return _places[key]


def _found(rules: RuleSet) -> RunPlaces:
    stylesheets = Stylesheets(rules.folder)
    entries = [stylesheets.reached(entry.path) for entry in rules.used_entries]
    codes = frozenset(code for entry in rules.used_entries for code in entry.codes)
    dialect = dialect_named(rules.dialect)

    def rules_of(body: etree._Element) -> tuple[str, ...]:
        return dialect.rules_of(body, codes) if dialect.evaluates(body) else ()

    return find_places(entries, rules_of, stylesheets.shown)


class ProbedSet:
    """A copy of the stylesheets of a set, with probes.

    The files keep their places relative to each other, and everything its line.

    Attributes:
        places: what the set has.
    """

    def __init__(self, rules: RuleSet, places: RunPlaces, level: ProbeLevel) -> None:
        self.places = places
        self._said = f"{PROBE}{rules.sha256[:12]}:"
        self._level = level
        self._lists = {file for entry in rules.used_entries for file in entry.lists} - places.files.keys()
        reached = (*places.files, *self._lists)
        self._origin = Path(os.path.commonpath([rules.folder, *(file.parent for file in reached)]))
        self._top = new_scratch()
        self._root = self._copy(rules.folder)
        self._write()

    def stylesheet(self, entry: Entry) -> StylesheetFile:
        """The copy of an entry."""
        named = tuple((str(self._copy(file)), found) for file, found in entry.named)
        digest = f"{entry.sha256} {self._level}"
        return StylesheetFile(str(self._copy(entry.path)), digest, str(self._root), bool(entry.asks), named)

    def reached(self, messages: Iterable[str]) -> frozenset[int]:
        """The numbers of the bodies whose probes are among what a stylesheet said."""
        start = len(self._said)
        return frozenset(int(text[start:]) for text in messages if text.startswith(self._said))

    def evaluated(self, reached: Iterable[int]) -> frozenset[str]:
        """The rules of which an own template is among some bodies."""
        rules = self.places.rules
        return frozenset(rule for number in reached if number in rules for rule in rules[number])

    def unknown(self, entry: Entry) -> frozenset[str]:
        """The rules of an entry of which probes can't tell whether they were evaluated."""
        return frozenset(entry.codes).difference(*(self.places.looking[file] for file in entry.files))

    def original(self, error: RetourError) -> RetourError:
        """An error of a copy as one of the set."""
        error.text = error.text.replace(str(self._top), str(self._origin))
        if error.place is not None:
            file = error.place.file.replace(str(self._top), str(self._origin))
            error.place = Place(file, error.place.line, error.place.column)
        return error

    def _write(self) -> None:
        by_file: dict[Path, list[Body]] = {file: [] for file in self.places.files}
        for body in self.places.bodies:
            if self._level == "branches" or body.rules:
                by_file[body.file].append(body)
        for file, bodies in by_file.items():
            copy = self._copy(file)
            write_scratch(copy, marked(self.places.files[file], bodies, self._text))
        for file in self._lists:
            write_scratch(self._copy(file), file.read_bytes())

    def _text(self, number: int) -> str:
        return f"{self._said}{number}"

    def _copy(self, file: Path) -> Path:
        return self._top / file.relative_to(self._origin)
