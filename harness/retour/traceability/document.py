"""A report held against a set, as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from retour.text.display import shown
from retour.traceability.tally import tallied
from retour.traceability.traces import Trace, Traceability


def traceability_document(found: Traceability, shortfalls: Iterable[str] = ()) -> str:
    """The whole document as text.

    Args:
        shortfalls: the thresholds that aren't reached.
    """
    report, stamp = found.report, found.rules.stamp
    document = {
        "harness": version("retour-harness"),
        "report": {
            "files": [shown(file) for file in report.files],
            "standard": report.standard,
            "release": report.release,
            "version": report.version,
            "updated": report.updated and report.updated.isoformat(),
            "rules": len(report.rules),
            "placements": report.placements,
            "unplaced": list(report.unplaced),
        },
        "rule_set": {"id": stamp.id, "version": stamp.version, "sha256": stamp.sha256},
        "cases": found.cases,
        "totals": [
            {
                "counted": counted,
                "level": level,
                "reached": share.covered,
                "needed": share.needed,
                "waived": share.waived,
                "percent": share.percent,
            }
            for (counted, level), share in tallied(found).items()
        ],
        "rules": [_trace(trace) for trace in found.traces],
        "missing": [trace.code for trace in found.missing],
        "differing": [trace.code for trace in found.differing],
        "not_in_report": [
            {"rule": each.code, "checked": each.checked, "reason": each.reason} for each in found.surplus
        ],
        "places_compared": found.compares_places,
        "shortfalls": list(shortfalls),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _trace(trace: Trace) -> dict[str, Any]:
    return {
        "rule": trace.code,
        "level": trace.level,
        "retour": trace.official.retour,
        "places": {message: list(places) for message, places in trace.official.places.items()},
        "judged_by": trace.standing if trace.is_judged else None,
        "reason": trace.reason,
        "tested": trace.state,
        "messages": [
            {"type": each.type, **{way.name: len(way.cases) for way in each.ways}} for each in trace.tested
        ],
        "waived": list(trace.waived),
        "differences": [
            {"aspect": each.aspect, "report": list(each.report), "rule_set": list(each.rules)}
            for each in trace.disagreements
        ],
    }
