"""Findings on messages as CSV: a row for each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from retour.text.plain import one_line

_HEAD = ("message", "type", "status", "level", "severity", "code", "retour", "line", "path", "details")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


def csv_of(results: Iterable[dict[str, Any]]) -> str:
    """A row for each finding; of a message without any a row that says how it fared. UTF-8, commas, one line a row."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_HEAD)
    for result in results:
        for row in _rows(result):
            writer.writerow(map(cell, row))
    return written.getvalue()


def _rows(result: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    about = (result["message"], result["type"], result["status"])
    if result["error"] is not None:
        yield (*about, None, None, result["error_kind"], None, None, None, result["error"])
    elif not result["findings"]:
        yield (*about, *[None] * (len(_HEAD) - len(about)))
    for finding in result["findings"]:
        said = (finding["level"], finding["severity"], finding["code"], finding["retour"])
        for place in finding["locations"] or [{"line": None, "path": None}]:
            yield (*about, *said, place["line"], place["path"], finding["details"])


def cell(value: Any) -> str:
    """A value as text that no spreadsheet takes for a formula."""
    text = "" if value is None else one_line(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
