"""Outcome → row, as one line of JSON: all columns but the number, which the message has in its corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from retour.checking import Subject
from retour.comparison import changes_between
from retour.errors import RetourError
from retour.model import Finding, Identity, Outcome
from retour.replay.asked import Asked
from retour.replay.columns import COLUMNS, FOUND, OTHER
from retour.replay.corpus import CorpusItem
from retour.replay.hiding import SAFE_ERRORS, clients_of, without_bsns
from retour.retours import date_of
from retour.text.plain import one_line

Row = dict[str, Any]

_LONGEST = 200
"""Characters of what a message says it is."""


def row_of(item: CorpusItem, outcome: Outcome, subject: Subject, asked: Asked) -> Row:
    """The row of a message that was judged, or of which is known why not."""
    message, identity = subject.message, outcome.identity
    standard, type_ = _partition(identity, subject)
    problem = outcome.problem
    row = _row_for(item, asked)
    row.update(
        sha256=outcome.sha256,
        status=outcome.status,
        standard=standard,
        type=type_,
        failed_level=outcome.failed_level,
        findings=len(outcome.findings),
        clock=outcome.clock,
    )
    if identity is not None:
        row.update(release=identity.release, identity=one_line(str(identity))[:_LONGEST])
    if outcome.rules is not None:
        row["rules"] = outcome.rules.name
    if message is not None:
        row["dated"] = _dated(date_of(message))
        if asked.salt is not None:
            row["clients"] = clients_of(message, asked.salt)
    if outcome.findings:
        row["codes"] = codes_of(outcome.findings)
        row["retour_codes"] = sorted({each.retour for each in outcome.findings if each.retour})
        row["found"] = _found(outcome.findings, asked.values)
    if outcome.undecided:
        row["undecided"] = sorted({each.code for each in outcome.undecided})
    if problem is not None:
        row["error_kind"] = problem.kind
        if asked.values or problem.kind in SAFE_ERRORS:
            row["error"] = problem.text if asked.values else without_bsns(problem.text, asked.salt)
    return row


def compared(row: Row, outcome: Outcome, other: Outcome) -> Row:
    """A row with how the outcome of another rule set differs."""
    counts: dict[tuple[str, str], int] = {}
    for change in changes_between(outcome, other):
        counts[change.kind, change.rule] = counts.get((change.kind, change.rule), 0) + 1
    row.update(
        other_status=other.status,
        other_codes=codes_of(other.findings),
        changes=[[kind, rule, times] for (kind, rule), times in sorted(counts.items())],
    )
    if other.rules is not None:
        row["other_rules"] = other.rules.name
    return row


def error_row(item: CorpusItem, error: RetourError, asked: Asked) -> Row:
    """The row of a message of which nothing is known but why it wasn't judged."""
    return row_of(item, Outcome(item.name, problem=error.problem), Subject(), asked)


def line_of(row: Row) -> bytes:
    """A row as it travels: the values of the columns after the number."""
    values = [row.get(column.name) for column in COLUMNS[1:]]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def codes_of(findings: Iterable[Finding]) -> list[str]:
    """What was found, each code once, sorted; those of other levels than the rules with the level before them."""
    return sorted({_code(finding) for finding in findings})


def _row_for(item: CorpusItem, asked: Asked) -> Row:
    return {
        "message": item.name if asked.values else without_bsns(item.name, asked.salt),
        "bytes": len(item.data),
        "standard": OTHER,
        "type": OTHER,
        "codes": [],
        "retour_codes": [],
        "found": [],
        "undecided": [],
    }


def _partition(identity: Identity | None, subject: Subject) -> tuple[str, str]:
    """Standard and type under which a message is filed: what a rule set knows alone, since anybody may write anything."""
    rules = subject.rules
    if identity is None or rules is None:
        return OTHER, OTHER
    if identity.type is not None:
        return identity.standard or OTHER, identity.type
    return OTHER, rules.called(identity) if identity in rules.serving else OTHER


def _dated(written: str | None) -> str | None:
    """A date, if it is one."""
    if written is None or len(written) != len("2017-06-12"):
        return None
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return None


def _found(findings: Sequence[Finding], values: bool) -> list[list[Any]]:
    """Each code at its level, with how often it was found, and where first; see `FOUND`."""
    first: dict[tuple[str | None, ...], Finding] = {}
    times: dict[tuple[str | None, ...], int] = {}
    for finding in findings:
        key: tuple[str | None, ...] = (finding.level, finding.code, finding.retour, finding.severity)
        first.setdefault(key, finding)
        times[key] = times.get(key, 0) + 1
    rows = []
    for kind, finding in first.items():
        place = finding.locations[0] if finding.locations else None
        where = (None, None) if place is None else (place.path, place.line)
        rows.append([*kind, times[kind], *where, finding.details if values else None])
    assert all(len(row) == len(FOUND) for row in rows)
    return rows


def _code(finding: Finding) -> str:
    return finding.code if finding.is_of_rule else f"{finding.level} {finding.code}"
