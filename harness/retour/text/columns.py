"""Rows of a table as lines of text."""

from __future__ import annotations

from collections.abc import Sequence


def figures(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of which the first cell is a text and the next ones are figures, which end below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their cells one below the other; nothing is cut off, so that the output can be searched."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
