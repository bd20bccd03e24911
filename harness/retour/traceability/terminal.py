"""A report held against a set, as text for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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


def traceability_text(found: Traceability) -> str:
    """The whole, as text."""
    return "\n".join(_lines(found))


def _lines(found: Traceability) -> Iterator[str]:
    yield headline(found)
    yield size_line(found)
    yield ""
    yield from _table([TALLY_HEAD, *tally_rows(found)])
    yield ""
    yield from _table([TRACE_HEAD, *map(trace_row, found.traces)])
    yield from _part("in the report and not in the set", map(missing_line, found.missing))
    yield from _part("in the set and not in the report", surplus_lines(found))
    yield from _part("different", (line for each in found.differing for line in difference_lines(each)))
    yield from _part("remarks", remark_lines(found))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = list(lines)
    if kept:
        yield from ("", f"{title}:", *(f"  {line}" for line in kept))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
