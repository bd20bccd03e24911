"""GitLab's code quality report: a list of what is shown in a merge request.

Source: docs.gitlab.com, «Code quality», the report format (2024).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from retour.model import Severity
from retour.reports.annotations import Annotation
from retour.text.plain import plain

_SEVERITIES: Mapping[Severity, str] = {
    "fatal": "blocker",
    "error": "major",
    "warning": "minor",
    "information": "info",
}


def gitlab_of(annotations: Iterable[Annotation]) -> str:
    """The report. What can't be said to be found at a line stands at the first; a file needs one there."""
    seen: Counter[str] = Counter()
    return plain(json.dumps([_issue(each, seen) for each in annotations], ensure_ascii=False, indent=1))


def _issue(annotation: Annotation, seen: Counter[str]) -> dict[str, Any]:
    place = annotation.first
    # Not of the line: the same fault keeps its fingerprint when lines before it come and go.
    name = "\0".join((annotation.code, place.file, place.path or "", annotation.text))
    seen[name] += 1
    fingerprint = hashlib.sha256(f"{name}\0{seen[name]}".encode("utf-8", "surrogateescape")).hexdigest()
    return {
        "description": annotation.text,
        "check_name": annotation.code,
        "fingerprint": fingerprint,
        "severity": "critical" if annotation.is_error else _SEVERITIES[annotation.severity],
        "location": {"path": place.file, "lines": {"begin": place.line or 1}},
    }
