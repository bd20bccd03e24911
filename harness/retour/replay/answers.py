"""An answer as text, as CSV and as a JSON document."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from retour.comparison.wording import WORDS
from retour.language import ENGLISH, Texts, mark
from retour.replay.description import Description
from retour.replay.queries import Replied
from retour.reports import cell
from retour.text.columns import columns
from retour.text.plain import one_line

_COLUMNS: Mapping[str, str] = {
    "bytes": mark("bytes"),
    "code": mark("code"),
    "error": mark("error"),
    "error_kind": mark("kind of error"),
    "findings": mark("findings"),
    "first": mark("first"),
    "kind": mark("difference"),
    "last": mark("last"),
    "level": mark("level"),
    "message": mark("message"),
    "messages": mark("messages"),
    "number": mark("number"),
    "percent": mark("percent"),
    "retour": mark("retour code"),
    "rule": mark("rule"),
    "seconds": mark("seconds"),
    "standard": mark("standard"),
    "status": mark("outcome"),
    "type": mark("type"),
}
"""What the columns of the usual questions are called, in other languages than that of the tables."""

_WORDS: Mapping[str, Mapping[Any, str]] = {
    "status": {
        status: status
        for status in (mark("accepted"), mark("nothing found"), mark("rejected"), mark("error"))
    },
    "kind": WORDS,
}
"""What values of such columns are called there."""


def told_columns(replied: Replied, texts: Texts) -> list[str]:
    """The names of the columns: in English those of the tables, by which SQL names them."""
    if texts.language == "en":
        return list(replied.columns)
    return [texts(_COLUMNS.get(name, name)) for name in replied.columns]


def told_rows(replied: Replied, texts: Texts) -> list[list[str]]:
    """The rows as people read them."""
    return [
        [_told(name, value, texts) for name, value in zip(replied.columns, row, strict=True)]
        for row in replied.rows
    ]


def _told(name: str, value: Any, texts: Texts) -> str:
    if texts.language != "en" and (word := _WORDS.get(name, {}).get(value)) is not None:
        return texts(word)
    return texts.figures(f"{value:.3f}") if isinstance(value, float) else shown_value(value)


def answer_text(replied: Replied, texts: Texts = ENGLISH) -> str:
    """The rows below the names of the columns."""
    return "\n".join(columns([told_columns(replied, texts), *told_rows(replied, texts)]))


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
