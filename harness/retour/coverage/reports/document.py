"""Coverage as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from retour.coverage.measuring import FileMeasure, Measure, SetMeasure, Way, shares
from retour.text.display import shown
from retour.text.thresholds import percent_text


def coverage_document(measure: Measure, shortfalls: Iterable[str] = ()) -> str:
    """The whole document as text; the same coverage gives the same bytes.

    Args:
        shortfalls: the thresholds that aren't reached.
    """
    document = {
        "harness": version("retour-harness"),
        "cases": measure.cases,
        "cases_in_branches": measure.in_branches,
        "sets": [_set(part) for part in measure.sets],
        "files": [_file(file) for file in measure.files],
        "totals": _totals(measure.ways),
        "unneeded_waivers": list(measure.unneeded),
        "shortfalls": list(shortfalls),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _set(part: SetMeasure) -> dict[str, Any]:
    return {
        "id": part.stamp.id,
        "version": part.stamp.version,
        "sha256": part.stamp.sha256,
        "cases": part.cases,
        "rules": [
            {
                "rule": rule.rule,
                "type": rule.type,
                "family": rule.ways[0].family,
                "fired": len(rule.ways[0].cases),
                "silent": len(rule.ways[1].cases),
                "unevaluated": rule.unevaluated,
                "unknown": rule.unknown,
                "waived": _waived(rule.ways),
            }
            for rule in part.rules
        ],
        "not_in_entry": [
            {"rule": rule, "types": types} for rule, types in sorted(_elsewhere(part).items()) if types
        ],
        "retour_codes_never_expected": list(part.unexpected),
    }


def _elsewhere(part: SetMeasure) -> dict[str, list[str]]:
    """For each rule the message types for which the set doesn't check it."""
    checked = {(rule.rule, rule.type) for rule in part.rules}
    return {code: [type_ for type_ in part.types if (code, type_) not in checked] for code, _ in checked}


def _file(file: FileMeasure) -> dict[str, Any]:
    return {
        "file": shown(file.path),
        "places": [
            {
                "line": place.line,
                "place": place.label,
                "family": place.ways[0].family,
                **{way.name: len(way.cases) for way in place.ways},
                "waived": _waived(place.ways),
            }
            for place in file.places
        ],
    }


def _waived(ways: Iterable[Way]) -> dict[str, str]:
    return {way.name: way.waiver for way in ways if way.waiver is not None}


def _totals(ways: Iterable[Way]) -> dict[str, Any]:
    totals: dict[str, Any] = {}
    for (kind, family), share in shares(ways).items():
        totals.setdefault(kind, {})[family] = {
            "covered": share.covered,
            "needed": share.needed,
            "waived": share.waived,
            "percent": float(percent_text(share.percent).removesuffix(" %")),
        }
    return totals
