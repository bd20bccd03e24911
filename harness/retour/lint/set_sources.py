"""Rule sets as lint reads them: what is known of a set, and the files that say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from retour.errors import RuleSetError
from retour.lint.positions import Positions
from retour.model import Place
from retour.rulesets import Entry, RuleSet
from retour.rulesets.manifest import MANIFEST, Manifest, read_manifest
from retour.rulesets.shelf import place_in
from retour.text.display import shown
from retour.text.yaml_text import YamlText
from retour.xslt.precedence import Precedence
from retour.xslt.stylesheets import Stylesheet, Stylesheets


@dataclass(frozen=True)
class SetSource:
    """A rule set and its files.

    Attributes:
        folder: absolute.
        rules: None when the set can't be opened.
        error: why it can't be.
    """

    folder: Path
    rules: RuleSet | None
    error: RuleSetError | None = None

    @classmethod
    def of(cls, rules: RuleSet) -> SetSource:
        """An open set."""
        return cls(rules.folder, rules)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries and the helpers."""
        return () if self.rules is None else self.rules.all_entries

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """All files that may be remarked on: what the set consists of, and what else lies in its folder."""
        own = () if self.rules is None else self.rules.files
        lying = [file for file in self.folder.rglob("*") if file.suffix in (".xsl", ".xslt")]
        described = [file for file in (self.folder / MANIFEST, self.catalogue_file) if file.is_file()]
        return tuple(sorted({*own, *lying, *described}))

    @cached_property
    def catalogue_file(self) -> Path:
        """Where the catalogue stands, if there is one."""
        try:
            return read_manifest(self.folder).catalogue_file(self.folder)
        except RuleSetError:
            return Manifest().catalogue_file(self.folder)

    @cached_property
    def manifest(self) -> YamlText | None:
        """The manifest as it is written; None when there is none."""
        return _text(self.folder / MANIFEST)

    @cached_property
    def catalogue(self) -> YamlText | None:
        """The catalogue as it is written; None when there is none."""
        return _text(self.catalogue_file)

    @cached_property
    def stylesheets(self) -> Stylesheets:
        """The stylesheets, parsed."""
        return Stylesheets(self.folder)

    def reached(self, entry: Entry) -> Sequence[Stylesheet]:
        """The stylesheets of an entry."""
        return self.stylesheets.reached(entry.path)

    def precedence(self, entry: Entry) -> Precedence:
        """Which templates of an entry go before which."""
        if entry.path not in self._precedences:
            self._precedences[entry.path] = Precedence(self.reached(entry))
        return self._precedences[entry.path]

    def positions(self, sheet: Stylesheet) -> Positions:
        """Where the elements of a stylesheet stand."""
        if sheet.path not in self._positions:
            self._positions[sheet.path] = Positions.in_stylesheet(sheet)
        return self._positions[sheet.path]

    def absolute(self, place: Place | None) -> Place:
        """A place that is told relative to the set's folder, as it is shown to the user."""
        return place_in(self.folder, place)

    @cached_property
    def _positions(self) -> dict[Path, Positions]:
        return {}

    @cached_property
    def _precedences(self) -> dict[Path, Precedence]:
        return {}


def _text(file: Path) -> YamlText | None:
    try:
        return YamlText(file, shown(file), RuleSetError) if file.is_file() else None
    except RuleSetError:
        return None
