"""A project as the harness sees it: its configuration, and the rule sets and calendars in its reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from retour.configuration import Configuration, find_configuration
from retour.rulesets import Shelf, shipped_folder
from retour.transitions import Calendars


@dataclass(frozen=True, slots=True)
class Workspace:
    """Configuration, rule sets and calendars that count for the files below one folder."""

    configuration: Configuration
    shelf: Shelf
    calendars: Calendars

    @classmethod
    def under(cls, configuration: Configuration) -> Workspace:
        """The workspace of a configuration; what comes with the harness is in reach too."""
        return cls(
            configuration,
            Shelf(configuration.rule_sets),
            Calendars([*configuration.transitions, shipped_folder() / "transitions"]),
        )


def workspace_for(path: Path) -> Workspace:
    """The workspace of a file or folder, read afresh.

    Raises:
        ConfigurationError: the nearest configuration can't be used.
    """
    return Workspace.under(find_configuration(path))


class Workspaces:
    """The workspaces of one run, each read once."""

    def __init__(self) -> None:
        self._by_path: dict[Path, Workspace] = {}
        self._by_configuration: dict[Configuration, Workspace] = {}

    def of(self, path: Path) -> Workspace:
        """The workspace of a file or folder; see `workspace_for`."""
        if path not in self._by_path:
            configuration = find_configuration(path)
            if configuration not in self._by_configuration:
                self._by_configuration[configuration] = Workspace.under(configuration)
            self._by_path[path] = self._by_configuration[configuration]
        return self._by_path[path]
