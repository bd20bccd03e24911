"""Tables of other people's making, a sheet of a workbook or a CSV file: rows whose cells go by the headings above them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from retour.errors import RuleReportError
from retour.model import Place
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.sizes import size_text
from retour.text.writing import reason_unread

MAX_FILE = 20_000_000
"""Bytes of a file."""

MAX_ROWS = 50_000
MAX_COLUMNS = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A row that isn't empty.

    Attributes:
        number: counted from 1; of a CSV file the line in which the row ends.
        cells: heading → the cells below it, from left to right, since a heading may stand there twice; trimmed.
    """

    number: int
    cells: Mapping[str, tuple[str, ...]]

    def __getitem__(self, heading: str) -> str:
        """The cell below a heading; empty where there is none."""
        return next(iter(self.cells.get(heading, ())), "")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below one row of headings.

    Attributes:
        sheet: the name of the sheet; None for a CSV file.
    """

    file: Path
    sheet: str | None
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def error(self, text: str, row: int) -> RuleReportError:
        """An error that says where in the table something is wrong."""
        if self.sheet is None:
            return RuleReportError(text, Place(shown(self.file), row))
        return RuleReportError(f"sheet {self.sheet!r}, row {row}: {text}", Place(shown(self.file)))

    def demand(self, headings: Iterable[str]) -> None:
        """See that columns are there.

        Raises:
            RuleReportError: one isn't.
        """
        for heading in headings:
            if heading not in self.headings:
                hint = did_you_mean(heading, filter(None, self.headings), "there are")
                raise self.error(f"there is no column {heading!r}{hint}", 1)


def bytes_of(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        RuleReportError: it can't be read, or is larger than `MAX_FILE`.
    """
    place = Place(shown(file))
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise RuleReportError(f"can't be read: {reason_unread(error)}", place) from None
    if len(data) > MAX_FILE:
        raise RuleReportError(f"is larger than {size_text(MAX_FILE)}, too large for a rule report", place)
    return data


def read_csv(file: Path) -> Table:
    """The table in a CSV file: UTF-8, with commas or semicolons, as the row of headings has them.

    Raises:
        RuleReportError: it can't be read, is no table, or is too large.
    """
    try:
        text = bytes_of(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleReportError(f"is no UTF-8: byte {error.start + 1}", Place(shown(file))) from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    return table(file, None, _numbered(file, text, delimiter))


def _numbered(file: Path, text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        for row in lines:
            yield lines.line_num, row
    except csv.Error as error:
        raise RuleReportError(f"is no CSV: {error}", Place(shown(file), lines.line_num)) from None


def table(file: Path, sheet: str | None, rows: Iterator[tuple[int, Sequence[object]]]) -> Table:
    """A table of which the first row has the headings.

    Raises:
        RuleReportError: there are no headings, or too many rows or columns.
    """
    _, first = next(rows, (1, ()))
    headings = tuple(_text(cell) for cell in first)
    begun = Table(file, sheet, headings, ())
    if not any(headings):
        raise begun.error("there are no headings", 1)
    found: list[Row] = []
    for number, cells in islice(rows, MAX_ROWS + 1):
        if len(found) == MAX_ROWS:
            raise begun.error(f"there are more than {MAX_ROWS:,} rows", number)
        if max(len(cells), len(headings)) > MAX_COLUMNS:
            raise begun.error(f"there are more than {MAX_COLUMNS} columns", number)
        by_heading: dict[str, tuple[str, ...]] = {}
        for heading, cell in zip(headings, cells, strict=False):
            by_heading[heading] = (*by_heading.get(heading, ()), _text(cell))
        if any(any(texts) for texts in by_heading.values()):
            found.append(Row(number, by_heading))
    return Table(file, sheet, headings, tuple(found))


def _text(cell: object) -> str:
    """A cell as text; a workbook keeps 9019 as 9019.0."""
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if whole else cell).strip()  # type: ignore[call-overload]
