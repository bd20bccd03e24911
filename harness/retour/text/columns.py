"""Rows of a table as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

_BETWEEN = "  "
_DEEPER = "    "
_NARROWEST = 24
"""Characters for which the last column is worth a place of its own."""


def figures(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of which the first cell is a text and the next ones are figures, which end below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        _BETWEEN.join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]


def columns(rows: Sequence[Sequence[str]], width: int | None = None, *, has_head: bool = False) -> list[str]:
    """Rows with their cells one below the other; nothing is cut off.

    Args:
        width: of the terminal: the last column goes on below itself, and where it has no room for that the cells of a row
            stand below each other. None leaves each row in one line, so that the output can be searched.
        has_head: whether the first row says what the columns are.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    before = sum(widths[:-1]) + len(_BETWEEN) * (len(widths) - 1)
    if width is None or not widths or before + widths[-1] <= width:
        return [_BETWEEN.join(map(str.ljust, row, widths)).rstrip() for row in rows]
    if width - before < min(_NARROWEST, widths[-1]):
        head, below = (rows[0], rows[1:]) if has_head else ((), rows)
        return [line for row in below for line in _stacked(row, head, width)]
    found = []
    for row in rows:
        first, *rest = _wrapped(row[-1], width - before) or [""]
        cells = map(str.ljust, row[:-1], widths[:-1])
        found += [_BETWEEN.join([*cells, first]).rstrip(), *(" " * before + line for line in rest)]
    return found


def _stacked(row: Sequence[str], head: Sequence[str], width: int) -> Iterator[str]:
    """The first cell of a row, and the others below it, each behind what its column is."""
    yield row[0]
    cells = columns(list(zip(head[1:], row[1:], strict=True)) if head else [(cell,) for cell in row[1:]])
    for cell in cells:
        yield from textwrap.wrap(
            cell, width, initial_indent=_DEEPER, subsequent_indent=_DEEPER * 2, break_long_words=False
        )


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
