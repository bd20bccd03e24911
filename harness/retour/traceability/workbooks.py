"""Workbooks (.xlsx), by python-calamine: the extra `xlsx`.

A workbook is somebody else's zip. Its parts are unpacked and measured here, and the reader gets a copy that holds these very parts: it
makes a cell for every place up to the last one that is named, so one cell far away would take all memory.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retour.errors import RuleReportError
from retour.model import Place
from retour.text.display import shown
from retour.text.nearest import did_you_mean
from retour.text.sizes import size_text
from retour.traceability.tables import MAX_COLUMNS, MAX_ROWS, Table, bytes_of, table

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MAX_PARTS = 200
MAX_UNPACKED = 50_000_000
"""Bytes of all parts of XML."""

MAX_TEXT = 1_000_000_000
"""Bytes of all cells, if each held the longest text that they share."""

_REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]*)\$?(\d+)""")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_SHARED = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")


class Workbook:
    """A workbook whose sheets can be read.

    Raises:
        RuleReportError: the extra is missing, or the file is no workbook or too large a one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._place = Place(shown(file))
        self._opened = self._open(self._copy(bytes_of(file)))

    def table(self, name: str) -> Table:
        """A sheet with headings in its first row.

        Raises:
            RuleReportError: there is no such sheet, or it can't be read.
        """
        return table(self._file, name, iter(enumerate(self.rows(name), 1)))

    def rows(self, name: str) -> Sequence[Sequence[Any]]:
        """The cells of a sheet, from the top left corner on.

        Raises:
            RuleReportError: there is no such sheet, or it can't be read.
        """
        names = {each.strip(): each for each in self._opened.sheet_names}
        if name not in names:
            raise RuleReportError(
                f"there is no sheet {name!r}{did_you_mean(name, names, 'there are')}", self._place
            )
        try:
            return self._opened.get_sheet_by_name(names[name]).to_python(skip_empty_area=False)
        except BaseException as error:
            raise self._unread(error, f"the sheet {name!r}") from None

    def _open(self, data: bytes) -> CalamineWorkbook:
        try:
            from python_calamine import CalamineWorkbook
        except ImportError:
            raise RuleReportError(
                "reading a workbook takes the extra «xlsx»: pip install 'retour-harness[xlsx]'; or save its sheets as CSV",
                self._place,
            ) from None
        try:
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
        except BaseException as error:
            raise self._unread(error, "the workbook") from None

    def _unread(self, error: BaseException, what: str) -> BaseException:
        """What to raise for what the reader raised; a panic of it is no `Exception`."""
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            return error
        said = " ".join(str(error).split())
        return RuleReportError(f"{what} can't be read: {said[:200]}", self._place)

    def _copy(self, data: bytes) -> bytes:
        """The parts of XML, measured, as a zip of their own."""
        copy = io.BytesIO()
        cells = shared = 0
        with zipfile.ZipFile(copy, "w") as target:
            for name, part in self._parts(data):
                if b"sheetData" in part:
                    self._refuse_far_cells(name, part)
                    cells += sum(1 for _ in _CELL.finditer(part))
                marks = [*(found.start() for found in _SHARED.finditer(part)), len(part)]
                shared = max([shared, *(after - mark for mark, after in pairwise(marks))])
                target.writestr(name, part)
        if cells * shared > MAX_TEXT:
            raise RuleReportError(
                f"is too large: {cells:,} cells and a text of {size_text(shared)} that they may share",
                self._place,
            )
        return copy.getvalue()

    def _parts(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        left = MAX_UNPACKED
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as source:
                members = {
                    each.filename: each
                    for each in source.infolist()
                    if each.filename.endswith((".xml", ".rels"))
                }
                if len(members) > MAX_PARTS:
                    raise RuleReportError(f"has more than {MAX_PARTS} parts", self._place)
                for name, member in members.items():
                    with source.open(member) as stream:
                        part = stream.read(left + 1)
                    left -= len(part)
                    if left < 0:
                        raise RuleReportError(
                            f"takes more than {size_text(MAX_UNPACKED)} unpacked, too much for a rule report",
                            self._place,
                        )
                    yield name, part
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise RuleReportError(f"is no workbook (.xlsx): {error}", self._place) from None

    def _refuse_far_cells(self, name: str, part: bytes) -> None:
        for found in _REFERENCE.finditer(part):
            if len(found[1]) > 2 or _column(found[1]) > MAX_COLUMNS:
                raise RuleReportError(
                    f"{name}: cell {found[1].decode()}{found[2].decode()[:10]}: a sheet may have {MAX_COLUMNS} columns",
                    self._place,
                )
            if len(found[2]) > 9 or int(found[2]) > MAX_ROWS + 1:
                raise RuleReportError(
                    f"{name}: row {found[2].decode()[:10]}: a sheet may have {MAX_ROWS:,} rows", self._place
                )


def _column(letters: bytes) -> int:
    """A=1, Z=26, AA=27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number
