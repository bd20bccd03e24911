"""The document of `retour compare --format json` as models, and its JSON Schema.

`document.py` writes plain dicts; these models describe them, and tests hold the one against the other.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from retour.comparison.outcomes import ChangeKind
from retour.comparison.templates import DeclarationChangeKind
from retour.text.json_schema import DocumentPart, Schema, schema_of

Number = Annotated[int, Field(ge=0)]
LineNumber = Annotated[int, Field(ge=1)]


class ComparedSetPart(DocumentPart):
    """A rule set."""

    id: str
    version: str | None
    sha256: str


class SidePart(DocumentPart):
    """One of the two sides."""

    name: str
    """As the user named it."""
    rules: ComparedSetPart
    engine: str
    """Product and version."""


class ChangedFilesPart(DocumentPart):
    """How the files of the two differ, by their bytes."""

    changed: list[str]
    added: list[str]
    removed: list[str]


class ComparedLocationPart(DocumentPart):
    """A node of the message."""

    path: str | None
    line: LineNumber | None


class ComparedFindingPart(DocumentPart):
    """A finding on one side."""

    retour: str | None
    details: str | None
    locations: list[ComparedLocationPart]


class ComparedErrorPart(DocumentPart):
    """Why one side has no outcome."""

    error_kind: str
    error: str


class ChangePart(DocumentPart):
    """A difference between the outcomes of a message; null on the side that has nothing."""

    message: str
    old: ComparedFindingPart | ComparedErrorPart | None
    new: ComparedFindingPart | ComparedErrorPart | None


class ChangeGroupPart(DocumentPart):
    """Changes of one kind in one rule."""

    kind: ChangeKind
    number: Number
    """How many there are."""
    messages: Number
    """In how many messages."""
    expected: str | None
    """Why they are expected; null when they aren't."""
    examples: list[ChangePart]
    """The first few, of different messages; with --all every one."""


class FiredPart(DocumentPart):
    """In how many messages a rule fired."""

    old: Number
    new: Number


class RuleDifferencePart(DocumentPart):
    """A rule that behaves differently."""

    rule: str
    retour: str | None
    meaning: str | None
    meaning_nl: str | None = None
    fired: FiredPart
    changes: list[ChangeGroupPart]


class ErrorDifferencePart(DocumentPart):
    """A kind of error that one side has."""

    kind: str
    changes: list[ChangeGroupPart]


class DeclarationPart(DocumentPart):
    """A declaration of a stylesheet that isn't what it was."""

    kind: DeclarationChangeKind
    rule: str | None
    """The rule that it belongs to; null for what rules share."""
    file: str
    old_line: LineNumber | None
    new_line: LineNumber | None
    label: str
    diff: list[str]
    """Its lines, each with a space, `-` or `+` before it."""


class SilentPart(DocumentPart):
    """A rule whose stylesheets changed, and that behaves the same."""

    rule: str
    fired: Number


class UnjudgedPart(DocumentPart):
    """Messages that neither side could judge, for one kind of reason."""

    kind: str
    messages: Number
    example: str


class UnneededPart(DocumentPart):
    """An expected change that didn't come."""

    rule: str
    reason: str
    file: str
    line: LineNumber | None


class ComparisonDocument(DocumentPart):
    """The whole document."""

    harness: str
    """The version of retour-harness."""
    headline: str
    as_expected: bool
    """Whether every change in an outcome is an expected one."""
    old: SidePart
    new: SidePart
    messages: Number
    """How many both sides judged, or one of them did."""
    stopped: Number
    """How many of these get to the rules on neither side."""
    not_served: Number
    """How many neither set checks."""
    files: ChangedFilesPart
    rules: list[RuleDifferencePart]
    errors: list[ErrorDifferencePart]
    declarations: list[DeclarationPart]
    silent: list[SilentPart]
    unjudged: list[UnjudgedPart]
    unneeded: list[UnneededPart]


def comparison_schema() -> Schema:
    """The schema of the document, draft 2020-12."""
    return schema_of(ComparisonDocument, "A comparison of two rule sets (retour compare --format json)")
