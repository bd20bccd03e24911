"""A report held against a set, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retour.text.plain import markdown_text, plain
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


def traceability_markdown(found: Traceability) -> str:
    """The whole, as a part of a page."""
    return plain("\n".join(_lines(found))) + "\n"


def _lines(found: Traceability) -> Iterator[str]:
    title = headline(found)
    yield f"**{markdown_text(title[0].upper() + title[1:])}**: {markdown_text(size_line(found))}."
    for line in remark_lines(found):
        yield from ("", markdown_text(line))
    yield from ("", *_table(TALLY_HEAD, tally_rows(found)))
    yield from _part("In the report and not in the set", map(missing_line, found.missing))
    yield from _part("In the set and not in the report", surplus_lines(found))
    yield from _part("Different", (line for each in found.differing for line in difference_lines(each)))
    yield from ("", *_table(TRACE_HEAD, map(trace_row, found.traces)))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = list(lines)
    if kept:
        yield from ("", f"{title}:", "", *(f"- {markdown_text(line)}" for line in kept))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, ([markdown_text(cell) for cell in row] for row in rows))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
