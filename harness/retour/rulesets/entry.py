"""An entry of a rule set: the stylesheet that messages are checked with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from retour.rulesets.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Entry:
    """The stylesheet that one or more message types are checked with.

    Attributes:
        name: the message type, e.g. `WMO305`; for a helper entry the file's name without ending.
        path: absolute.
        namespaces: of the messages that it serves; empty when its templates go by local names alone.
        codes: the rules that it can report, sorted.
        declared: its stylesheet parameters, sorted by name.
        files: all files that it reaches, itself included; absolute, sorted.
        sha256: over these files.
        others: namespaces of messages that it looks at beside those that it serves: the earlier ones of a history entry.
    """

    name: str
    path: Path
    namespaces: tuple[str, ...]
    codes: tuple[str, ...]
    declared: tuple[Parameter, ...] = field(repr=False)
    files: tuple[Path, ...] = field(repr=False)
    sha256: str
    others: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its stylesheet parameters, sorted."""
        return tuple(parameter.name for parameter in self.declared)

    @property
    def seen(self) -> tuple[str, ...]:
        """The namespaces of the messages that its templates look at."""
        return (*self.namespaces, *self.others)
