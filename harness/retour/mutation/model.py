"""The nouns of mutation: a mutant is a rule set with one mistake in it; a result tells which case noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from retour.errors import ChildDied, CompileLimitExceeded, EngineUnavailable, InternalError
from retour.model import Place

How = Literal["attribute", "alternative", "text", "removed", "twice"]

Status = Literal["killed", "timed out", "invalid", "unseen", "survived", "out of reach", "not known"]
"""What became of a mutant.

killed: a case has another verdict. timed out: the same, because a message isn't done in time. invalid: it doesn't compile.
unseen: the outcome of a case changes, and its verdict doesn't. survived: no outcome changes. out of reach: no message that
the entries under test serve gets there. not known: the engine failed with it, more than once, so nothing can be said of it.
"""

NOTICED: frozenset[Status] = frozenset({"killed", "timed out"})
NOT_KNOWN = (ChildDied, CompileLimitExceeded, EngineUnavailable, InternalError)
"""Errors that tell nothing of a mutant: they are the engine's, or the machine's, and not those of a rule with a mistake in it."""

MISSED: frozenset[Status] = frozenset({"unseen", "survived"})


@dataclass(frozen=True, slots=True)
class StylesheetEdit:
    """One change of one element of a stylesheet.

    Attributes:
        element: its number among the elements of the file, in document order.
        how: another value of an attribute, of one alternative of a match pattern, or of the text in the element; what it
            does left out, or done twice.
        attribute: which, for `attribute`.
        alternative: which, counted from 0, for `alternative`.
        value: what the attribute, the alternative or the text becomes; None for an alternative that is left out.
    """

    element: int
    how: How
    attribute: str | None = None
    alternative: int | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake in one file.

    Attributes:
        id: eight hexadecimal digits, over all that makes the mutant this one but not over where in the file it stands.
        operator: the kind of mistake.
        file: the stylesheet; absolute.
        line, column: where the changed text begins.
        within: the template, key or variable that it stands in, as a person would name it.
        before, after: the changed part, and what it becomes.
        expression: all of the expression or text that the changed part is in.
        edits: what is changed.
        alternative: for one alternative of a pattern, that alternative: it is in reach where a message may match it.
    """

    id: str
    operator: str
    file: Path
    line: int
    column: int
    within: str
    before: str
    after: str
    expression: str
    edits: tuple[StylesheetEdit, ...] = field(repr=False)
    alternative: str | None = None

    @property
    def change(self) -> str:
        """The change in one line."""
        return f"{one_line(self.before)} → {one_line(self.after)}"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a mutant.

    Attributes:
        noticed_by: the case whose verdict changed.
        reason: what that verdict says; where nothing is known, why.
        unseen_by: a case whose outcome changed and whose verdict didn't.
        nearest: for a mutant that no case noticed, the case that should have.
        waiver: why no case has to notice it.
        runs: cases that were run for it.
    """

    mutant: Mutant
    status: Status
    noticed_by: str | None = None
    reason: str | None = None
    unseen_by: str | None = None
    nearest: str | None = None
    waiver: MutationWaiver | None = None
    runs: int = 0

    @property
    def is_noticed(self) -> bool:
        """Whether a case noticed it."""
        return self.status in NOTICED

    @property
    def is_missed(self) -> bool:
        """Whether a case should have noticed it."""
        return self.status in MISSED

    @property
    def is_equivalent(self) -> bool:
        """Whether it is said that no message can tell it from the rules."""
        return self.is_missed and self.waiver is not None and self.waiver.kind == "equivalent"


@dataclass(frozen=True, slots=True)
class MutationWaiver:
    """Why mutants need not be noticed.

    Attributes:
        kind: equivalent: no valid message can tell the mutant from the rules, so it doesn't count. accepted: a message could,
            and no case is worth it; it counts as missed.
        file: how the path of the stylesheet ends; None for any.
        change, within: the whole text, in which … stands for any text; None for whatever it is.
        operator: None for any.
    """

    kind: Literal["equivalent", "accepted"]
    reason: str
    place: Place
    file: str | None = None
    change: str | None = None
    within: str | None = None
    operator: str | None = None

    def covers(self, mutant: Mutant) -> bool:
        """Whether a mutant is meant."""
        path = mutant.file.as_posix()
        return (
            (self.file is None or path == self.file or path.endswith(f"/{self.file}"))
            and self.operator in (None, mutant.operator)
            and _fits(self.change, mutant.change)
            and _fits(self.within, mutant.within)
        )


def one_line(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


def score(results: Iterable[Result]) -> float | None:
    """Mutants that were noticed, of those that could be; in percent, None when there are none.

    What is said to be equivalent could not be.
    """
    noticed = missed = 0
    for result in results:
        noticed += result.is_noticed
        missed += result.is_missed and not result.is_equivalent
    return 100 * noticed / (noticed + missed) if noticed + missed else None


def _fits(wanted: str | None, text: str) -> bool:
    if wanted is None:
        return True
    pattern = ".*".join(re.escape(part) for part in one_line(wanted).split("…"))
    return re.fullmatch(pattern, text) is not None
