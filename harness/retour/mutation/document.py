"""What was found, for machines: the document of `retour mutate --format json`, and its JSON Schema."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Annotated, Any, Literal

from pydantic import Field

from retour.mutation.model import Result, Status
from retour.mutation.mutating import Mutation
from retour.mutation.tally import MutantTally, by_file
from retour.text.display import shown
from retour.text.json_schema import DocumentPart, Schema, schema_of

Score = Annotated[float, Field(ge=0, le=100)]
Number = Annotated[int, Field(ge=0)]


class MutatedSetPart(DocumentPart):
    """A rule set that was changed."""

    id: str
    version: str | None
    sha256: str


class FiguresPart(DocumentPart):
    """The figures of some mutants."""

    score: Score | None
    """Mutants that a case noticed, in percent of those that one could; null when there are none."""
    mutants: Number
    """Those that a case could notice."""
    noticed: Number
    """Of these."""
    unseen: Number
    """Of these: the outcome of a case changes, its verdict doesn't."""
    survived: Number
    """Of these: no outcome changes."""
    accepted: Number
    """Missed for a reason that a waiver gives; among the unseen and the survived."""
    equivalent: Number
    """Not counted, because a waiver says that no message can tell them from the rules."""
    invalid: Number
    """Not counted, because they don't compile."""
    out_of_reach: Number
    """Not counted, because no message that the cases' entries serve gets there."""
    not_known: Number
    """Not counted, because the engine failed with them; the score may be another."""


class ReportedPart(DocumentPart):
    """The rules that a stylesheet reports for one rule set."""

    sha256: str
    """Of the rule set."""
    rules: list[str]


class MutatedFilePart(FiguresPart):
    """The figures of one stylesheet."""

    file: str
    sha256: str
    """Of its bytes."""
    reports: list[ReportedPart]


class WaiverPart(DocumentPart):
    """Why no case has to notice a mutant."""

    kind: Literal["equivalent", "accepted"]
    reason: str


class MutantPart(DocumentPart):
    """A mutant, and what became of it."""

    id: str
    """Stays the same while the changed part and what it stands in do, wherever that moves in the file."""
    file: str
    line: Annotated[int, Field(ge=1)]
    column: Annotated[int, Field(ge=1)]
    operator: str
    """The kind of mistake."""
    within: str
    """The template, key or variable that it is in."""
    before: str
    after: str
    expression: str
    """All of the expression or text that the changed part is in."""
    status: Status
    noticed_by: str | None
    """The case that noticed."""
    reason: str | None
    """What its verdict says; where the status is «not known», why it is."""
    unseen_by: str | None
    """A case whose outcome changes, and whose verdict doesn't."""
    nearest: str | None
    """The case that should have noticed; null where no case gets there, or one noticed."""
    waiver: WaiverPart | None


class LeftOutCasePart(DocumentPart):
    """A case that can't notice anything."""

    case: str
    why: str


class NotUnderstoodPart(DocumentPart):
    """An expression that could not be read, and so wasn't changed."""

    place: str
    text: str


class MutationDocument(FiguresPart):
    """The whole document."""

    harness: str
    """The version of retour-harness."""
    engine: str
    """Product and version of the XSLT processor."""
    rules: list[MutatedSetPart]
    cases: Number
    """How many could have noticed."""
    left_out: list[LeftOutCasePart]
    failed: list[LeftOutCasePart]
    """Cases over which the harness itself failed: with them the score may be another."""
    files: list[MutatedFilePart]
    results: list[MutantPart]
    """By file and line."""
    not_understood: list[NotUnderstoodPart]
    unused_waivers: list[str]
    """Where waivers stand that mean no mutant that survives."""


def mutation_document(found: Mutation, engine: str) -> str:
    """The whole document as text.

    Args:
        engine: product and version of the engine.
    """
    of_file = by_file(found.results)
    document = {
        "harness": version("retour-harness"),
        "engine": engine,
        "rules": [{"id": s.id, "version": s.version, "sha256": s.sha256} for s in found.sets],
        "cases": found.cases,
        **_figures(MutantTally.of(found.results)),
        "left_out": [{"case": name, "why": why} for name, why in found.left_out.items()],
        "failed": [{"case": name, "why": problem.text} for name, problem in found.failed.items()],
        "files": [
            {
                "file": shown(sheet.file),
                "sha256": sheet.sha256,
                "reports": [
                    {"sha256": digest, "rules": list(rules)} for digest, rules in sheet.rules.items()
                ],
                **_figures(MutantTally.of(of_file[sheet.file])),
            }
            for sheet in found.sheets
        ],
        "results": [_result(result) for result in found.results],
        "not_understood": [{"place": place, "text": text} for place, text in found.not_understood],
        "unused_waivers": [str(place) for place in found.unused],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def mutation_schema() -> Schema:
    """The schema of the document, draft 2020-12."""
    return schema_of(MutationDocument, "Mutants of a rule set (retour mutate --format json)")


def _figures(tally: MutantTally) -> dict[str, Any]:
    return {
        "score": None if tally.score is None else round(tally.score, 2),
        "mutants": tally.mutants,
        "noticed": tally.noticed,
        "unseen": tally.unseen,
        "survived": tally.survived,
        "accepted": tally.accepted,
        "equivalent": tally.equivalent,
        "invalid": tally.invalid,
        "out_of_reach": tally.out_of_reach,
        "not_known": tally.not_known,
    }


def _result(result: Result) -> dict[str, Any]:
    mutant, waiver = result.mutant, result.waiver
    return {
        "id": mutant.id,
        "file": shown(mutant.file),
        "line": mutant.line,
        "column": mutant.column,
        "operator": mutant.operator,
        "within": mutant.within,
        "before": mutant.before,
        "after": mutant.after,
        "expression": mutant.expression,
        "status": result.status,
        "noticed_by": result.noticed_by,
        "reason": result.reason,
        "unseen_by": result.unseen_by,
        "nearest": result.nearest,
        "waiver": {"kind": waiver.kind, "reason": waiver.reason} if waiver else None,
    }
