"""A document of a comparison read back: the same document, and a page that keeps values of messages out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from retour.comparison import ComparisonPart, comparison_document, read_comparison
from retour.language import ENGLISH

SECRET = "999990019"


def finding(details: str | None) -> dict[str, Any]:
    return {"retour": "9018", "details": details, "locations": [{"path": "/Bericht/Client", "line": 4}]}


def change(old: dict[str, Any] | None, new: dict[str, Any] | None) -> dict[str, Any]:
    return {"message": "stop.xml", "old": old, "new": new}


def group(
    kind: str, *examples: dict[str, Any], number: int = 1, expected: str | None = None
) -> dict[str, Any]:
    return {
        "kind": kind,
        "number": number,
        "messages": number,
        "expected": expected,
        "examples": list(examples),
    }


def document() -> dict[str, Any]:
    """One of everything that a comparison may tell."""
    side = {
        "name": "old",
        "rules": {"id": "demo/1.0", "version": None, "sha256": "a" * 64},
        "engine": "SaxonC",
    }
    error = {"error_kind": "dynamic", "error": f"no such date: {SECRET}"}
    said = group("details", change(finding(f"Bsn {SECRET}"), finding(None)), number=4)
    return {
        "harness": "0.1.0",
        "headline": "",
        "as_expected": False,
        "old": side,
        "new": {**side, "name": "new", "engine": "libxslt"},
        "messages": 9,
        "stopped": 1,
        "not_served": 2,
        "files": {"changed": ["a.xsl"], "added": ["b.xsl"], "removed": []},
        "rules": [
            {
                "rule": "TR018",
                "retour": "9018",
                "meaning": "Support ends after it begins.",
                "meaning_nl": "De ondersteuning eindigt na haar begin.",
                "fired": {"old": 1, "new": 2},
                "changes": [group("added", change(None, finding(None)), expected="meant"), said],
            }
        ],
        "errors": [{"kind": "dynamic", "changes": [group("error", change(None, error))]}],
        "declarations": [
            {
                "kind": "changed",
                "rule": "TR018",
                "file": "a.xsl",
                "old_line": 3,
                "new_line": 4,
                "label": "template m:Client",
                "diff": ["-old", "+new"],
            }
        ],
        "silent": [{"rule": "CS002", "fired": 3}],
        "unjudged": [{"kind": "dynamic", "messages": 1, "example": f"a.xml: {SECRET}"}],
        "unneeded": [{"rule": "TR101", "reason": "old", "file": "expected-changes.yaml", "line": 2}],
    }


def read(folder: Path) -> ComparisonPart:
    (folder / "comparison.json").write_text(json.dumps(document()), encoding="utf-8")
    return ComparisonPart(read_comparison(folder / "comparison.json"))


def test_the_same_comes_back(tmp_path: Path) -> None:
    again = json.loads(comparison_document(read(tmp_path).comparison))

    assert {**again, "headline": "", "harness": "0.1.0"} == document()
    assert again["headline"].startswith("SaxonC and libxslt disagree on one rule: TR018")


def test_what_it_lacks_is_said(tmp_path: Path) -> None:
    assert "and 3 more, which this comparison didn&#39;t keep: --all keeps" in read(tmp_path).page(ENGLISH)


def test_values_are_shown_only_when_asked(tmp_path: Path) -> None:
    part = read(tmp_path)

    shown, hidden = part.page(ENGLISH), ComparisonPart(part.comparison, values=False).page(ENGLISH)

    assert shown.count(SECRET) == 3
    assert SECRET not in hidden
    assert "dynamic" in hidden
