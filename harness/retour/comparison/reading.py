"""The document of `retour compare --format json`, read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retour.comparison.comparing import (
    ChangeGroup,
    Comparison,
    ReleaseRun,
    RuleDifference,
    UnjudgedMessages,
    UnneededChange,
)
from retour.comparison.outcomes import Change
from retour.comparison.schema import (
    ChangeGroupPart,
    ComparedErrorPart,
    ComparedFindingPart,
    ComparisonDocument,
    DeclarationPart,
    SidePart,
)
from retour.comparison.templates import DeclarationChange, FileChanges
from retour.model import Finding, Location, Place, Problem, RuleSetStamp
from retour.text.documents import read_document


def read_comparison(file: Path) -> Comparison:
    """Read what differs.

    Raises:
        RetourError: the file can't be read, or is no such document.
    """
    _, found = read_document(
        file, ComparisonDocument, "a document of a comparison, as retour compare --format json writes it"
    )
    declarations = tuple(map(_declaration, found.declarations))
    return Comparison(
        old=_side(found.old),
        new=_side(found.new),
        files=FileChanges(tuple(found.files.changed), tuple(found.files.added), tuple(found.files.removed)),
        declarations=declarations,
        messages=found.messages,
        stopped=found.stopped,
        not_served=found.not_served,
        rules=tuple(
            RuleDifference(
                each.rule,
                each.retour,
                each.meaning,
                each.meaning_nl,
                (each.fired.old, each.fired.new),
                _groups(each.rule, each.changes),
                tuple(change for change in declarations if change.rule == each.rule),
            )
            for each in found.rules
        ),
        errors=tuple(
            RuleDifference(each.kind, None, None, None, (0, 0), _groups(each.kind, each.changes), ())
            for each in found.errors
        ),
        silent=tuple((each.rule, each.fired) for each in found.silent),
        unjudged=tuple(
            UnjudgedMessages(each.kind, each.messages, each.example, exit_code=0) for each in found.unjudged
        ),
        unneeded=tuple(
            UnneededChange(each.rule, each.reason, Place(each.file, each.line)) for each in found.unneeded
        ),
        changed=frozenset(),
    )


def _side(part: SidePart) -> ReleaseRun:
    return ReleaseRun(
        part.name, RuleSetStamp(part.rules.id, part.rules.version, part.rules.sha256), part.engine
    )


def _groups(rule: str, parts: Sequence[ChangeGroupPart]) -> tuple[ChangeGroup, ...]:
    return tuple(
        ChangeGroup(
            each.kind,
            each.number,
            each.messages,
            each.expected,
            tuple(
                Change(each.kind, rule, change.message, _found(rule, change.old), _found(rule, change.new))
                for change in each.examples
            ),
        )
        for each in parts
    )


def _found(rule: str, part: ComparedFindingPart | ComparedErrorPart | None) -> Finding | Problem | None:
    if part is None:
        return None
    if isinstance(part, ComparedErrorPart):
        return Problem(part.error_kind, part.error)
    places = tuple(Location(each.path, each.line) for each in part.locations)
    return Finding("rules", rule, part.retour, places, part.details)


def _declaration(part: DeclarationPart) -> DeclarationChange:
    return DeclarationChange(
        part.kind, part.rule, part.label, part.file, part.old_line, part.new_line, tuple(part.diff)
    )
