"""A report held against a set, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retour.language import ENGLISH, Texts
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


def traceability_markdown(found: Traceability, texts: Texts = ENGLISH) -> str:
    """The whole, as a part of a page."""
    return plain("\n".join(_lines(found, texts))) + "\n"


def _lines(found: Traceability, texts: Texts) -> Iterator[str]:
    title = headline(found, texts)
    missing = (missing_line(each, texts) for each in found.missing)
    different = (line for each in found.differing for line in difference_lines(each, texts))
    yield f"**{markdown_text(title[0].upper() + title[1:])}**: {markdown_text(size_line(found, texts))}."
    for line in remark_lines(found, texts):
        yield from ("", markdown_text(line))
    yield from ("", *_table(list(map(texts, TALLY_HEAD)), tally_rows(found, texts)))
    yield from _part(texts("In the report and not in the set"), missing)
    yield from _part(texts("In the set and not in the report"), surplus_lines(found, texts))
    yield from _part(texts("Different"), different)
    yield from ("", *_table(list(map(texts, TRACE_HEAD)), (trace_row(each, texts) for each in found.traces)))


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
