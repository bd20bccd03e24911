"""A comparison as one JSON document."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from retour.comparison.comparing import ChangeGroup, Comparison, ReleaseRun, RuleDifference
from retour.comparison.outcomes import Change
from retour.comparison.templates import DeclarationChange
from retour.comparison.wording import headline
from retour.model import Finding, Problem

Document = dict[str, Any]


def comparison_document(comparison: Comparison) -> str:
    """The whole document as text; the same comparison gives the same bytes."""
    files = comparison.files
    document: Document = {
        "harness": version("retour-harness"),
        "headline": headline(comparison),
        "as_expected": comparison.as_expected,
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "messages": comparison.messages,
        "stopped": comparison.stopped,
        "not_served": comparison.not_served,
        "files": {
            "changed": list(files.changed),
            "added": list(files.added),
            "removed": list(files.removed),
        },
        "rules": [_difference(each) for each in comparison.rules],
        "errors": [
            {"kind": each.rule, "changes": [_group(group) for group in each.groups]}
            for each in comparison.errors
        ],
        "declarations": [_declaration(each) for each in comparison.declarations],
        "silent": [{"rule": rule, "fired": fired} for rule, fired in comparison.silent],
        "unjudged": [
            {"kind": each.kind, "messages": each.messages, "example": each.text}
            for each in comparison.unjudged
        ],
        "unneeded": [
            {"rule": each.rule, "reason": each.reason, "file": each.place.file, "line": each.place.line}
            for each in comparison.unneeded
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _side(side: ReleaseRun) -> Document:
    stamp = side.stamp
    rules = {"id": stamp.id, "version": stamp.version, "sha256": stamp.sha256}
    return {"name": side.name, "rules": rules, "engine": side.engine}


def _difference(difference: RuleDifference) -> Document:
    return {
        "rule": difference.rule,
        "retour": difference.retour,
        "meaning": difference.meaning,
        "meaning_nl": difference.meaning_nl,
        "fired": {"old": difference.fired[0], "new": difference.fired[1]},
        "changes": [_group(group) for group in difference.groups],
    }


def _group(group: ChangeGroup) -> Document:
    return {
        "kind": group.kind,
        "number": group.number,
        "messages": group.messages,
        "expected": group.reason,
        "examples": [_change(change) for change in group.examples],
    }


def _change(change: Change) -> Document:
    return {"message": change.message, "old": _found(change.old), "new": _found(change.new)}


def _found(found: Finding | Problem | None) -> Document | None:
    if found is None:
        return None
    if isinstance(found, Problem):
        return {"error_kind": found.kind, "error": found.text}
    return {
        "retour": found.retour,
        "details": found.details,
        "locations": [{"path": place.path, "line": place.line} for place in found.locations],
    }


def _declaration(change: DeclarationChange) -> Document:
    return {
        "kind": change.kind,
        "rule": change.rule,
        "file": change.file,
        "old_line": change.old_line,
        "new_line": change.new_line,
        "label": change.label,
        "diff": list(change.diff),
    }
