"""SARIF 2.1.0, which code hosts show beside the lines of a file.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0 (27 March 2020).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from retour.model import Severity
from retour.reports.annotations import AnnotatedPlace, Annotation
from retour.text.plain import plain

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Mapping[Severity, str] = {
    "fatal": "error",
    "error": "error",
    "warning": "warning",
    "information": "note",
}


def sarif_of(annotations: Iterable[Annotation], meanings: Mapping[str, str]) -> str:
    """A SARIF log with one run.

    Args:
        meanings: what codes mean, as far as that is known.
    """
    annotations = list(annotations)
    shown = [each for each in annotations if not each.is_error]
    errors = [each for each in annotations if each.is_error]
    rules = {each.code: meanings.get(each.code) for each in shown}
    driver: dict[str, Any] = {
        "name": "retour-harness",
        "version": version("retour-harness"),
        "rules": [_rule(code, text) for code, text in sorted(rules.items())],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not errors,
                "toolExecutionNotifications": [_notification(each) for each in errors],
            },
        ],
        "results": [_result(each) for each in shown],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return plain(json.dumps(log, ensure_ascii=False, indent=1))


def _rule(code: str, text: str | None) -> dict[str, Any]:
    return {"id": code, **({"shortDescription": {"text": text}} if text else {})}


def _notification(error: Annotation) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": error.text},
        "locations": [_location(place) for place in error.places],
    }


def _result(annotation: Annotation) -> dict[str, Any]:
    return {
        "ruleId": annotation.code,
        "level": _LEVELS[annotation.severity],
        "message": {"text": annotation.text},
        "locations": [_location(place) for place in annotation.places],
    }


def _uri(name: str) -> str:
    """A name of a file as a relative reference: its bytes, whether they are UTF-8 or not."""
    return quote(os.fsencode(name.replace(os.sep, "/")))


def _location(place: AnnotatedPlace) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.file)}}
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
    logical = {} if place.path is None else {"logicalLocations": [{"fullyQualifiedName": place.path}]}
    return {"physicalLocation": physical, **logical}
