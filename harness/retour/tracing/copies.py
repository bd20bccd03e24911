"""Copies of rule sets that tell the course of a run, in a temporary folder that goes when the process ends."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from lxml import etree

from retour.engines import StylesheetFile
from retour.errors import RetourError
from retour.model import Place
from retour.rulesets import Entry, RuleSet
from retour.rulesets.dialects import dialect_named
from retour.text.display import shown_within
from retour.text.scratch import new_scratch
from retour.text.writing import write_scratch
from retour.tracing.places import TracedPlace
from retour.tracing.setting import Traced, beginning
from retour.xslt.stylesheets import Stylesheets

SLOWED_BY_TRACING = 20
"""How many times its time limit a message may take on such a copy."""

_BEGIN = "retour-trace-"

_making = RLock()  # several threads may ask for one set at a time
_copies: dict[tuple[Path, str], TracedSet] = {}


def traced_set(rules: RuleSet) -> TracedSet:
    """The copy of a rule set that tells the course of a run, made on first use."""
    key = (rules.folder, rules.sha256)
    with _making:
        if key not in _copies:
            _copies[key] = TracedSet(rules)
        return _copies[key]


class TracedSet:
    """A copy of the stylesheets of a set that tells the course of a run.

    The files keep their places relative to each other.

    Attributes:
        rules: the set.
        places: by number.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        stylesheets = Stylesheets(rules.folder)
        reached = {
            sheet.path: sheet for entry in rules.used_entries for sheet in stylesheets.reached(entry.path)
        }
        codes = frozenset(code for entry in rules.used_entries for code in entry.codes)
        dialect = dialect_named(rules.dialect)

        def rules_of(template: etree._Element) -> tuple[str, ...]:
            return dialect.rules_of(template, codes)

        traced = Traced(reached.values(), rules_of, dialect.written, dialect.code)
        self.places: Sequence[TracedPlace] = traced.places
        lists = {file for entry in rules.used_entries for file in entry.lists} - reached.keys()
        files = (*reached, *lists)
        self._origin = Path(os.path.commonpath([rules.folder, *(file.parent for file in files)]))
        self._top = new_scratch()
        for file, data in traced.texts.items():
            write_scratch(self._copy(file), data)
        for entry in rules.used_entries:
            root = reached[entry.path].root
            write_scratch(self._begin(entry.path), beginning(root, entry.path.name, in_1_0=traced.in_1_0))
        for file in lists:
            write_scratch(self._copy(file), file.read_bytes())

    def named(self, file: Path) -> str:
        """How a stylesheet of the set is called: as seen from where the user stands, else from the folder that holds all of them."""
        return shown_within(file, self._origin)

    def stylesheet(self, entry: Entry) -> StylesheetFile:
        """The copy of an entry."""
        named = tuple((str(self._copy(file)), found) for file, found in entry.named)
        root = str(self._copy(self.rules.folder))
        return StylesheetFile(
            str(self._begin(entry.path)), f"{entry.sha256} why", root, bool(entry.asks), named
        )

    def original(self, error: RetourError) -> RetourError:
        """An error of a copy as one of the set; its lines are those of the copy, and so left out."""
        error.text = error.text.replace(str(self._top), str(self._origin))
        if error.place is not None:
            error.place = Place(error.place.file.replace(str(self._top), str(self._origin)))
        return error

    def _begin(self, entry: Path) -> Path:
        """The stylesheet that runs: it imports the copy of an entry, and has what all records are written with."""
        copy = self._copy(entry)
        return copy.with_name(f"{_BEGIN}{copy.name}")

    def _copy(self, file: Path) -> Path:
        return self._top / file.relative_to(self._origin)
