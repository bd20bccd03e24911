"""An entry of a rule set: the stylesheet that messages are checked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from retour.model import Identity
from retour.rulesets.parameters import Parameter
from retour.xslt.asking import QuestionKind


@dataclass(frozen=True)
class Entry:
    """The stylesheet that one or more message types are checked with.

    Attributes:
        name: the message type, e.g. `WMO305`; for a helper entry the file's name without ending.
        path: absolute.
        namespaces: of the messages that it serves; empty when its templates go by local names alone.
        roots: the root elements of these messages, by namespace; in a namespace that isn't among them any will do.
        codes: the rules that it can report, sorted.
        declared: its stylesheet parameters, sorted by name.
        files: all files that it reaches, itself included; absolute, sorted.
        sha256: over these files, and those that it names.
        named: the files beside stylesheets that it names outright, such as code lists, and whether they are there; absolute.
        asks: what it asks beside the message that has to be answered when it is compiled: `clock`, or a file.
        others: namespaces of messages that it looks at beside those that it serves: the earlier ones of a history entry.
    """

    name: str
    path: Path
    namespaces: tuple[str, ...]
    codes: tuple[str, ...]
    declared: tuple[Parameter, ...] = field(repr=False)
    files: tuple[Path, ...] = field(repr=False)
    sha256: str
    named: tuple[tuple[Path, bool], ...] = ()
    asks: frozenset[QuestionKind] = frozenset()
    others: tuple[str, ...] = ()
    roots: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @cached_property
    def serves(self) -> tuple[Identity, ...]:
        """The messages that it serves; a message without a root stands for those with any root of its namespace."""
        return tuple(
            Identity.of(space, root) for space in self.namespaces for root in self.roots.get(space, (None,))
        )

    @property
    def lists(self) -> tuple[Path, ...]:
        """The files beside stylesheets that it reads; absolute."""
        return tuple(file for file, is_there in self.named if is_there)

    @property
    def asks_clock(self) -> bool:
        """Whether it asks what time it is."""
        return "clock" in self.asks

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its stylesheet parameters, sorted."""
        return tuple(parameter.name for parameter in self.declared)

    @property
    def seen(self) -> tuple[str, ...]:
        """The namespaces of the messages that its templates look at."""
        return (*self.namespaces, *self.others)
