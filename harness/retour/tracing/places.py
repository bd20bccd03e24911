"""The places in stylesheets that tell the course of a run, and what each of them is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from retour.tracing.asked import AskedParts

PlaceKind = Literal[
    "template",
    "each",
    "if",
    "choose",
    "variable",
    "value",
    "call",
    "selection",
    "finding",
    "function",
    "result",
]
"""What a place is. A template, a function, a turn of a loop, an `if` that holds, a branch of a `choose` and the content of a variable begin
and end; of the others it is told that a run came by: a variable with its value, a call, what a loop goes over, a finding, what a function gives."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What a call hands to a template.

    Attributes:
        literal: the text, where it is written out.
        asked: what is asked of it; None where it is a text, or is worked out by instructions.
    """

    name: str
    literal: str | None
    asked: AskedParts | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a choose.

    Attributes:
        test: as written; None of the otherwise.
        asked: what is asked of the test; None where it can't be read.
        leads: whether a finding may come of it.
        rules: of which rules, as far as it says so.
    """

    line: int
    test: str | None
    asked: AskedParts | None
    leads: bool
    rules: tuple[str, ...] = ()

    def leads_to(self, code: str) -> bool:
        """Whether a finding of a rule may come of it."""
        return self.leads and (not self.rules or code in self.rules)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A predicate of a match pattern's alternative, or of a loop, which is asked of the node that it takes.

    Attributes:
        name: the local name of the elements that it takes; None for any.
    """

    name: str | None
    asked: AskedParts


@dataclass(frozen=True, slots=True)
class TracedPlace:
    """A place.

    Attributes:
        file: absolute.
        line: where its start tag begins.
        written: the test, the pattern, or the expression; empty where there is none.
        name: of a template, a variable or what is called.
        rules: those that it belongs to, as far as it says so.
        leads: whether a finding may come of it.
        asked: of the test, or of what is selected.
        parameters: of a template or a function, by name.
        is_general: of a template, whether it takes any node.
        literal: the text of a variable, where it is written out.
    """

    number: int
    kind: PlaceKind
    file: Path
    line: int
    written: str = ""
    name: str | None = None
    rules: tuple[str, ...] = ()
    leads: bool = False
    asked: AskedParts | None = None
    arguments: tuple[Argument, ...] = ()
    branches: tuple[Branch, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    parameters: tuple[str, ...] = ()
    is_general: bool = False
    literal: str | None = None

    @property
    def all_asked(self) -> Iterator[AskedParts]:
        """All that is asked there."""
        yield from filter(None, [self.asked])
        yield from filter(None, (argument.asked for argument in self.arguments))
        yield from filter(None, (branch.asked for branch in self.branches))
        yield from (pattern.asked for pattern in self.patterns)

    @property
    def calls(self) -> frozenset[str]:
        """The calls of functions whose course is told there."""
        return frozenset(
            part.call for asked in self.all_asked for part in asked.parts if part.call is not None
        )
