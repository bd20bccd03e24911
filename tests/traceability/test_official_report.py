"""Reading an official rule report: workbooks and CSV files, and what is wrong in them."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from report_samples import (
    BARE_PLACEMENTS,
    BARE_RULES,
    FRONT,
    PLACEMENTS,
    RULES,
    SHEETS,
    Rows,
    write_bare,
    write_workbook,
)
from retour.errors import RuleReportError
from retour.traceability import read_official_report
from retour.traceability.official import OfficialRule

FOUND = {
    "OP900": OfficialRule("OP900", None, None, {"retour": (".",)}),
    "TR018": OfficialRule("TR018", "rules", "9018", {"307": ("StopProduct/Einddatum",)}),
    "CS002": OfficialRule("CS002", "rules", "0001", {"307": ("Client/Bsn",)}),
    "TR900": OfficialRule("TR900", "cross-message", None, {"307": (".",)}),
    "RS901": OfficialRule("RS901", "schema", None, {"305": ("Header/Datum/Dag/Waarde",)}),
}


@pytest.fixture(autouse=True)
def _stand_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def wrong(*files: Path) -> str:
    with pytest.raises(RuleReportError) as caught:
        read_official_report(files)
    return str(caught.value)


def wrong_book(
    tmp_path: Path, sheets: Mapping[str, Rows] = SHEETS, parts: Mapping[str, str | None] = {}
) -> str:
    return wrong(write_workbook(tmp_path / "report.xlsx", sheets, parts))


def test_a_workbook(tmp_path: Path) -> None:
    report = read_official_report([write_workbook(tmp_path / "report.xlsx")])

    assert report.rules == FOUND
    assert (report.standard, report.release, report.version) == ("iWmo", "2.1", "1.0")
    assert report.updated == datetime.date(2022, 9, 29)
    assert (report.placements, report.unplaced) == (5, ())


def test_sheets_and_columns_go_by_their_headings(tmp_path: Path) -> None:
    def turned(rows: Rows) -> Rows:
        return [("further", *reversed(row)) for row in rows]

    sheets = {
        " Regels ": turned(RULES),
        **{name: SHEETS[name] for name in reversed(SHEETS) if name != "Regels"},
    }
    assert read_official_report([write_workbook(tmp_path / "report.xlsx", sheets)]).rules == FOUND


def test_bare_csv_in_any_order(tmp_path: Path) -> None:
    files = write_bare(tmp_path)

    assert read_official_report(files).rules == read_official_report(files[::-1]).rules == FOUND
    assert read_official_report(files).standard is None


def test_sheets_saved_as_csv(tmp_path: Path) -> None:
    def saved(rows: Rows) -> str:
        return "\ufeff" + "".join(";".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)

    assert read_official_report(write_bare(tmp_path, saved(PLACEMENTS), saved(RULES))).rules == FOUND


def test_a_rule_may_be_placed_nowhere(tmp_path: Path) -> None:
    report = read_official_report(write_bare(tmp_path, rules=f"{BARE_RULES}RS007,RS,xsd,,,,,0\n"))
    assert report.unplaced == ("RS007",)


def test_the_extra_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)

    assert wrong_book(tmp_path) == (
        "report.xlsx: reading a workbook takes the extra «xlsx»: pip install 'retour-harness[xlsx]'; or save its sheets as CSV"
    )
    assert read_official_report(write_bare(tmp_path)).rules == FOUND


@pytest.mark.parametrize(
    ("table", "old", "new", "text"),
    [
        ("rules", "xslt,9018", "xlst,9018", "rules.csv:3: there is no level 'xlst', did you mean 'xslt'?"),
        ("rules", "TR018,TR,", "018,TR,", "rules.csv:3: '018' below 'rule' is no code of a rule, such as TR018"),
        ("rules", "CS002,CS", "TR018,CS", "rules.csv:4: rule TR018 stands here twice, first in row 3"),
        ("rules", "CS002,CS", "CS003,CS", "placements.csv:4: rule CS002 doesn't stand in the table of rules, did you mean 'CS003'?"),
        ("rules", "level,", "levels,", "rules.csv:1: there is no column 'level', did you mean 'levels'?"),
        ("rules", "maxLength: 2", '"maxLength" 2', "rules.csv:6: is no CSV: ',' expected after '\"'"),
        ("placements", "(retour)", "retours", "placements.csv:2: 'retours' below 'message' is no message, such as WMO301"),
        ("placements", "class,element", "class,elements", "placements.csv:1: there is no column 'element', did you mean 'elements'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_csv_file(tmp_path: Path, table: str, old: str, new: str, text: str) -> None:
    texts = {"placements": BARE_PLACEMENTS, "rules": BARE_RULES}
    assert texts[table].count(old) == 1
    texts[table] = texts[table].replace(old, new)

    assert wrong(*write_bare(tmp_path, **texts)) == text


def test_one_csv_file_is_half_a_report(tmp_path: Path) -> None:
    _, rules = write_bare(tmp_path)
    assert wrong(rules) == (
        "rules.csv: as CSV a rule report is two files, its rules and their placements (with a column 'message' or 'Bericht')"
    )


def test_files_that_are_no_report(tmp_path: Path) -> None:
    absent, empty, latin, xlsx = (
        tmp_path / name for name in ("no.csv", "empty.csv", "latin.csv", "text.xlsx")
    )
    empty.touch()
    latin.write_bytes(b"caf\xe9")
    xlsx.write_text("no zip", encoding="utf-8")

    assert wrong(absent, empty) == "no.csv: can't be read: there is no such file"
    assert wrong(empty, empty) == "empty.csv:1: there are no headings"
    assert wrong(latin, empty) == "latin.csv: is no UTF-8: byte 4"
    assert wrong(xlsx) == "text.xlsx: is no workbook (.xlsx): File is not a zip file"
    assert wrong(xlsx, xlsx) == "text.xlsx: a rule report is one workbook, or two CSV files"


def changed(name: str, row: int, column: int, cell: str) -> dict[str, Rows]:
    """The sheets with one cell changed; row and column count from 1."""
    rows = [list(each) for each in SHEETS[name]]
    rows[row - 1][column - 1] = cell
    return {**SHEETS, name: rows}


@pytest.mark.parametrize(
    ("sheets", "text"),
    [
        (
            {"Voorpagina": FRONT, "Regel": RULES},
            "there is no sheet 'Regels per bericht(element)'; there are Voorpagina, Regel",
        ),
        (
            changed("Regels", 1, 7, "Niveau"),
            "sheet 'Regels', row 1: there is no column 'Controleniveau', did you mean 'Niveau'?",
        ),
        (
            changed("Regels", 4, 7, "bericht inhoud"),
            "sheet 'Regels', row 4: there is no level 'bericht inhoud', did you mean 'bericht inhoud (xslt)'?",
        ),
        (
            changed("Regels per bericht(element)", 3, 9, ""),
            "sheet 'Regels per bericht(element)', row 3: '' below 'Regelcode' is no code of a rule, such as TR018",
        ),
        ({**SHEETS, "Regels": RULES[:1]}, "sheet 'Regels', row 1: there are no rules"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_workbook(tmp_path: Path, sheets: Mapping[str, Rows], text: str) -> None:
    assert wrong_book(tmp_path, sheets) == f"report.xlsx: {text}"


def sheet_with(cell: str) -> dict[str, str]:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return {
        "xl/worksheets/sheet3.xml": f'<worksheet xmlns="{main}"><sheetData>{cell}</sheetData></worksheet>'
    }


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "cell XFD1: a sheet may have 50 columns"),
        ("<row><c r='AZ1'><v>1</v></c></row>", "cell AZ1: a sheet may have 50 columns"),
        ('<row r="1048576"><c><v>1</v></c></row>', "row 1048576: a sheet may have 50,000 rows"),
        (f'<row r="{"9" * 5000}"/>', "row 9999999999: a sheet may have 50,000 rows"),
    ],
)
def test_a_cell_far_away_takes_no_memory(tmp_path: Path, cell: str, text: str) -> None:
    assert wrong_book(tmp_path, parts=sheet_with(cell)) == f"report.xlsx: xl/worksheets/sheet3.xml: {text}"


def test_a_workbook_that_unpacks_to_much(tmp_path: Path) -> None:
    parts = {"xl/sharedStrings.xml": "<sst>" + " " * 60_000_000 + "</sst>"}
    assert wrong_book(tmp_path, parts=parts) == (
        "report.xlsx: takes more than 50 MB unpacked, too much for a rule report"
    )


def test_one_long_text_in_many_cells(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = sheet_with("<row>" + '<c t="s"><v>0</v></c>' * 2000 + "</row>") | {
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{"a" * 1_000_000}</t></si></sst>'
    }
    assert wrong_book(tmp_path, parts=parts) == (
        "report.xlsx: is too large: 2,077 cells and a text of 1 MB that they may share"
    )


def test_more_rows_than_a_report_has(tmp_path: Path) -> None:
    rules = BARE_RULES + "".join(
        f"OP{number:04}x{tail},OP,,,,,,0\n" for number in range(10_000) for tail in range(6)
    )
    assert wrong(*write_bare(tmp_path, rules=rules)) == "rules.csv:50002: there are more than 50,000 rows"


def test_a_row_may_be_wider_than_its_headings_but_not_by_much(tmp_path: Path) -> None:
    assert (
        read_official_report(write_bare(tmp_path, rules=BARE_RULES.replace(",WMO305,1", ",WMO305,1,,"))).rules
        == FOUND
    )
    text = BARE_RULES.replace(",WMO305,1", ",WMO305,1" + "," * 50)
    assert wrong(*write_bare(tmp_path, rules=text)) == "rules.csv:6: there are more than 50 columns"


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("part", ["<sheets", "", None])
def test_damaged_parts(tmp_path: Path, name: str, part: str | None) -> None:
    assert wrong_book(tmp_path, parts={name: part}).startswith("report.xlsx: ")
