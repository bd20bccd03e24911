"""What the reader of rule reports is tried with: CSV files, workbooks, and sheets of a workbook."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from retour.errors import RuleReportError
from retour.traceability import read_official_report

from tests.traceability.report_samples import BARE_PLACEMENTS, BARE_RULES, write_workbook

_SHEET = "xl/worksheets/sheet3.xml"


_SCRATCH = TemporaryDirectory(prefix="retour-fuzz-")


@cache
def _folder() -> Path:
    folder = Path(_SCRATCH.name)
    (folder / "placements.csv").write_text(BARE_PLACEMENTS, encoding="utf-8")
    write_workbook(folder / "sound.xlsx")
    return folder


def _sheet() -> bytes:
    with zipfile.ZipFile(_folder() / "sound.xlsx") as book:
        return book.read(_SHEET)


SEEDS = (BARE_RULES.encode(), (_folder() / "sound.xlsx").read_bytes(), _sheet())
WORDS = (
    b'r="XFD1048576"',
    b'r="A1"',
    b't="s"',
    b't="inlineStr"',
    b"<c>",
    b"</c>",
    b"<row>",
    b"</row>",
    b"<v>99999999999999999999</v>",
    b"-1",
    b'"',
    b",",
    b";",
    b"\n",
    b"\x00",
    b"\xff",
    b"PK\x03\x04",
    b"TR018",
    b"xslt",
)


def read(data: bytes) -> None:
    """Read bytes as each kind of file that a report may be; whatever isn't a RuleReportError is a fault."""
    folder = _folder()
    if data.startswith(b"PK"):
        (folder / "any.xlsx").write_bytes(data)
        _tried(folder / "any.xlsx")
    elif b"<" in data:
        write_workbook(folder / "any.xlsx", parts={_SHEET: data})
        _tried(folder / "any.xlsx")
    else:
        (folder / "rules.csv").write_bytes(data)
        _tried(folder / "placements.csv", folder / "rules.csv")


def _tried(*files: Path) -> None:
    try:
        read_official_report(files)
    except RuleReportError as error:
        assert "\n" not in str(error)
