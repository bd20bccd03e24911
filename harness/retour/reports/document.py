"""The machine-readable interface: the document of `retour check --format json` and of `--retour-json`.

The same inputs give the same bytes: results stand in the order of the inputs, and nothing depends on the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from retour.model import Case, Claim, Finding, KnownGap, LevelResult, Outcome, Verdict
from retour.reports.differing import Differing
from retour.reports.known import gap_rows

Document = dict[str, Any]


def document_of(engine: str, results: Iterable[Document], **more: Any) -> str:
    """The whole document as text.

    Args:
        engine: product and version of the engine.
        results: what `result_of` made, in the order in which they are to stand.
        more: what else stands at the top.
    """
    told = list(results)
    document = {"harness": version("retour-harness"), "engine": engine, "results": told, **more}
    if len((differing := Differing.of(told)).sets) > 1:
        document["between_rule_sets"] = differing.part
    if gaps := gap_rows(told):
        document["known_gaps"] = [row.part for row in gaps]
    return json.dumps(document, ensure_ascii=False, indent=1)


def result_of(outcome: Outcome, case: Case | None = None, verdict: Verdict | None = None) -> Document:
    """One result: an outcome, and with a case also what was expected of it."""
    identity, rules = outcome.identity, outcome.rules
    problem = (verdict.problem if verdict is not None else None) or outcome.problem
    result: Document = {
        "message": outcome.message,
        "sha256": outcome.sha256,
        "standard": identity.standard if identity else None,
        "release": identity.release if identity else None,
        "type": identity.type if identity else None,
        "rules": {"id": rules.id, "version": rules.version, "sha256": rules.sha256} if rules else None,
        "levels": [_level(level) for level in outcome.levels],
        "findings": [_finding(finding) for finding in outcome.findings],
        "undecided": [{"code": each.code, "reason": each.reason} for each in outcome.undecided],
        "left_out": [{"message": each.message, "reason": each.reason} for each in outcome.left_out],
        "clock": outcome.clock,
        "status": outcome.status,
        "error": problem.text if problem else None,
        "error_kind": problem.kind if problem else None,
    }
    if case is not None and verdict is not None:
        result["case"] = {
            "file": case.place.file,
            "line": case.place.line,
            "id": case.id,
            "tags": list(case.tags),
            **({} if case.under is None else {"under": case.under}),
        }
        result["verdict"] = {
            "status": verdict.status,
            "missing": [_claim(claim) for claim in verdict.missing],
            "unexpected": [_finding(finding) for finding in verdict.unexpected],
            "reasons": list(verdict.reasons),
        }
        if case.known is not None:
            result["known"] = _known(case.known, verdict)
    return result


def _known(gap: KnownGap, verdict: Verdict) -> Document:
    return {
        "fires": list(dict.fromkeys(claim.code for claim in gap.fires)),
        "silent": list(gap.silent),
        "from": gap.since,
        "until": gap.until,
        "see": gap.see,
        "state": verdict.gap or "not judged",
    }


def _level(level: LevelResult) -> Document:
    why = {} if level.reason is None else {"reason": level.reason}
    return {"level": level.level, "status": level.status, **why}


def _finding(finding: Finding) -> Document:
    return {
        "level": finding.level,
        "severity": finding.severity,
        "code": finding.code,
        "retour": finding.retour,
        "details": finding.details,
        "locations": [
            {"path": place.path, "line": place.line, "document": place.document}
            for place in finding.locations
        ],
    }


def _claim(claim: Claim) -> Document:
    return {
        "level": claim.level,
        "code": claim.code,
        "retour": claim.retour,
        "at": list(claim.at),
        "times": claim.times,
        "details": claim.details,
    }
