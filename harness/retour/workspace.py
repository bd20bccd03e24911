"""A project as the harness sees it: its configuration, and the rule sets and calendars in its reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from retour.configuration import Configuration, find_configuration
from retour.errors import RuleSetError
from retour.language import mark
from retour.rulesets import Shelf, shipped_folder
from retour.text.display import shown
from retour.text.waivers import Now
from retour.transitions import Calendars


@dataclass(frozen=True, slots=True)
class Workspace:
    """Configuration, rule sets and calendars that count for the files below one folder."""

    configuration: Configuration
    shelf: Shelf
    calendars: Calendars

    @classmethod
    def under(cls, *configurations: Configuration) -> Workspace:
        """The workspace of a configuration.

        Rule sets and calendars are in reach of it, of the further ones, and of what comes with the harness: the first wins.
        Of configurations that stand in a file, the first is the one that counts.
        """
        written = [each for each in configurations if each.file is not None]
        counting = (written or configurations)[0]
        folders = [folder for each in configurations for folder in each.rule_sets]
        return cls(
            counting,
            Shelf(folders, _why(configurations), counting.stylesheet_limit),
            Calendars(
                [
                    *(folder for each in configurations for folder in each.transitions),
                    shipped_folder() / "transitions",
                ]
            ),
        )


def workspace_for(path: Path, standing: Path | None = None) -> Workspace:
    """The workspace of a file or folder, read afresh.

    Args:
        standing: where the user stands, when that counts too: the configuration there, or above it, is the one that counts
            when there is none at the path or above it, and its rule sets and calendars come after those of the path.

    Raises:
        ConfigurationError: the nearest configuration can't be used.
    """
    return Workspaces(standing).of(path)


def now_with(shelf: Shelf) -> Now:
    """What the `until` of a waiver is held against: this day, in UTC, and the versions of the sets in reach."""
    return Now(datetime.now(UTC).date(), _Versions(shelf))


class _Versions(Mapping[str, str | None]):
    """The versions of the sets in reach, by id. They are opened when somebody asks: few waivers name one."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def _found(self) -> Mapping[str, str | None]:
        versions: dict[str, str | None] = {}
        for rules in self._shelf.all():
            if rules.id not in versions:
                with suppress(RuleSetError):  # two of one version: the first will do
                    rules = self._shelf.get(rules.id, rules.folder)
                versions[rules.id] = rules.version
        return versions

    def __getitem__(self, name: str) -> str | None:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


class Workspaces:
    """The workspaces of one run, each read once.

    Args:
        standing: see `workspace_for`.
    """

    def __init__(self, standing: Path | None = None) -> None:
        self._standing = standing
        self._by_path: dict[Path, Workspace] = {}
        self._by_configurations: dict[tuple[Configuration, ...], Workspace] = {}

    def of(self, path: Path) -> Workspace:
        """The workspace of a file or folder; see `workspace_for`."""
        if path not in self._by_path:
            begins = [path] if self._standing is None else [path, self._standing]
            self._by_path[path] = self.under(*map(find_configuration, begins))
        return self._by_path[path]

    def under(self, *configurations: Configuration) -> Workspace:
        """See `Workspace.under`."""
        unique = tuple(dict.fromkeys(configurations))
        if unique not in self._by_configurations:
            self._by_configurations[unique] = Workspace.under(*unique)
        return self._by_configurations[unique]


def _why(configurations: Sequence[Configuration]) -> str:
    """Where rule sets are looked for, and why there."""
    return mark("looked in %(places)s and in the sets that come along") % {
        "places": ", in ".join(map(_looked_in, configurations))
    }


def _looked_in(configuration: Configuration) -> str:
    folders = ", ".join(map(shown, configuration.rule_sets)) or mark("no folder")
    if configuration.file is None:
        return mark("%(folders)s (there is no retour.toml above it)") % {"folders": folders}
    return mark("%(folders)s (%(file)s says so)") % {"folders": folders, "file": shown(configuration.file)}
