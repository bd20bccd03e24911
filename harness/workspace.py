"""A project as the harness sees it: its configuration and the rule sets in its reach."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from harness.configuration import Configuration, find_configuration
from harness.rulesets import Shelf


@dataclass(frozen=True, slots=True)
class Workspace:
    """Configuration and rule sets that count for the files below one folder."""

    configuration: Configuration
    shelf: Shelf


def workspace_for(path: Path) -> Workspace:
    """The workspace of a file or folder.

    Raises:
        ConfigurationError: the nearest configuration can't be used.
    """
    return _workspace(find_configuration(path))


@lru_cache
def _workspace(configuration: Configuration) -> Workspace:
    return Workspace(configuration, Shelf(configuration.rule_sets))
