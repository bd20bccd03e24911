"""SARIF 2.1.0, which code hosts show beside the lines of a message file.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0 (27 March 2020).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from retour.model import Finding, Location, Outcome
from retour.text.plain import plain

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_of(outcomes: Sequence[Outcome], meaning: Callable[[Outcome, str], str | None]) -> str:
    """A SARIF log with one run.

    Args:
        meaning: what a rule means in the set that judged an outcome.
    """
    rules = {
        finding.code: meaning(outcome, finding.code) or finding.details
        for outcome in outcomes
        for finding in outcome.findings
    }
    notifications = [
        {"level": "error", "message": {"text": outcome.problem.text}}
        for outcome in outcomes
        if outcome.problem
    ]
    driver: dict[str, Any] = {
        "name": "retour-harness",
        "version": version("retour-harness"),
        "rules": [_rule(code, text) for code, text in sorted(rules.items())],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {"executionSuccessful": not notifications, "toolExecutionNotifications": notifications},
        ],
        "results": [_result(outcome, finding) for outcome in outcomes for finding in outcome.findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return plain(json.dumps(log, ensure_ascii=False, indent=1))


def _rule(code: str, text: str | None) -> dict[str, Any]:
    return {"id": code, **({"shortDescription": {"text": text}} if text else {})}


def _result(outcome: Outcome, finding: Finding) -> dict[str, Any]:
    retour = f" (retour code {finding.retour})" if finding.retour else ""
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": f"{finding.code}{retour}: {finding.details or 'the rule is broken'}"},
        "locations": [_location(outcome, place) for place in finding.locations],
    }


def _uri(name: str) -> str:
    """A name of a file as a relative reference: its bytes, whether they are UTF-8 or not."""
    return quote(os.fsencode(name.replace(os.sep, "/")))


def _location(outcome: Outcome, place: Location) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(outcome.message)}}
    if place.line is not None and place.document is None:
        physical["region"] = {"startLine": place.line}
    logical = {} if place.path is None else {"logicalLocations": [{"fullyQualifiedName": place.path}]}
    return {"physicalLocation": physical, **logical}
