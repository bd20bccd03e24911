"""An answer as text, as CSV and as a JSON document."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from retour.replay.description import Description
from retour.replay.queries import Replied
from retour.reports import cell
from retour.text.columns import columns
from retour.text.plain import one_line


def answer_text(replied: Replied) -> str:
    """The rows below the names of the columns."""
    rows = [[shown_value(value) for value in row] for row in replied.rows]
    return "\n".join(columns([list(replied.columns), *rows]))


def answer_csv(replied: Replied) -> str:
    """The same for a spreadsheet. UTF-8, commas, one line a row."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(replied.columns)
    for row in replied.rows:
        writer.writerow([cell(shown_value(value)) for value in row])
    return written.getvalue()


def answer_document(question: str | None, replied: Replied, description: Description) -> dict[str, Any]:
    """The same for a machine, with what was replayed; its schema is `retour schema replay-answer`.

    Args:
        question: its name; None of one in SQL.
    """
    return {
        "harness": description["harness"],
        "question": question,
        "rules": description["rules"],
        "compared_with": description["compared_with"],
        "complete": description["complete"],
        "columns": list(replied.columns),
        "rows": [[_plain(value) for value in row] for row in replied.rows],
    }


def shown_value(value: Any) -> str:
    """A value as people read it, on one line."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(map(shown_value, value))
    return one_line(f"{value:.3f}" if isinstance(value, float) else str(value))


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case list() | tuple():
            return [_plain(each) for each in value]
        case dict():
            return {str(key): _plain(each) for key, each in value.items()}
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return float(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)
