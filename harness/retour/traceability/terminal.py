"""A report held against a set, as text for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retour.language import ENGLISH, Texts
from retour.traceability.traces import Traceability
from retour.traceability.wording import (
    TALLY_HEAD,
    TRACE_HEAD,
    difference_lines,
    headline,
    missing_line,
    remark_lines,
    size_line,
    surplus_lines,
    tally_rows,
    trace_row,
)


def traceability_text(found: Traceability, texts: Texts = ENGLISH) -> str:
    """The whole, as text."""
    return "\n".join(_lines(found, texts))


def _lines(found: Traceability, texts: Texts) -> Iterator[str]:
    missing = (missing_line(each, texts) for each in found.missing)
    different = (line for each in found.differing for line in difference_lines(each, texts))
    yield headline(found, texts)
    yield size_line(found, texts)
    yield ""
    yield from _table([list(map(texts, TALLY_HEAD)), *tally_rows(found, texts)])
    yield ""
    yield from _table([list(map(texts, TRACE_HEAD)), *(trace_row(each, texts) for each in found.traces)])
    yield from _part(texts("in the report and not in the set"), missing)
    yield from _part(texts("in the set and not in the report"), surplus_lines(found, texts))
    yield from _part(texts("different"), different)
    yield from _part(texts("remarks"), remark_lines(found, texts))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = list(lines)
    if kept:
        yield from ("", f"{title}:", *(f"  {line}" for line in kept))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
