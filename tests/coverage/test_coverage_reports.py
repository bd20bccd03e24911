"""Reports for other tools, read back by such tools; and the page for people."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from lcov_cobertura import LcovCobertura
from lxml import etree
from processes import Ended
from pycobertura import Cobertura

Retour = Callable[..., Ended]

CS002 = "rules/wmo/2_1/rules/CS002.xsl"
TR018 = "rules/wmo/2_1/rules/TR018.xsl"


@pytest.fixture
def report(retour: Retour, official: Path) -> Callable[[str], Path]:
    def write(kind: str) -> Path:
        retour("coverage", "--branches", "--report", f"{kind}:build/coverage.{kind}")
        return official / "build" / f"coverage.{kind}"

    return write


def test_cobertura(report: Callable[[str], Path]) -> None:
    read = Cobertura(str(report("xml")))

    assert TR018 in read.files()
    assert read.total_statements(TR018) == 4
    assert read.missed_statements(TR018) == [10]
    assert read.missed_statements("rules/wmo/2_1/rules/TR101.xsl") == [6, 7]
    assert read.branch_rate(TR018) == pytest.approx(5 / 6, abs=1e-4)
    assert read.line_rate(CS002) == pytest.approx(2 / 4, abs=1e-4)


def test_cobertura_conditions(report: Callable[[str], Path]) -> None:
    root = etree.parse(report("xml")).getroot()
    (line,) = root.xpath(f"//class[@filename='{TR018}']/lines/line[@number='10']")

    assert dict(line.attrib) == {
        "number": "10",
        "hits": "3",
        "branch": "true",
        "condition-coverage": "50% (1/2)",
    }
    assert root.get("branches-covered") == "6"
    assert root.get("branches-valid") == "12"


def test_lcov(report: Callable[[str], Path]) -> None:
    read = LcovCobertura(report("lcov").read_text(encoding="utf-8")).parse()

    assert read["summary"]["branches-total"] == 12
    assert read["summary"]["branches-covered"] == 6
    package = read["packages"]["rules.wmo.2_1.rules"]
    lines = package["classes"][TR018]["lines"]
    assert {number: line["hits"] for number, line in lines.items()} == {
        7: "3",
        10: "3",
        11: "3",
        15: "3",
    }
    assert lines[10]["branches-covered"] == 1


def test_both_formats_say_the_same(report: Callable[[str], Path], tmp_path: Path) -> None:
    converted = LcovCobertura(report("lcov").read_text(encoding="utf-8")).convert()
    (tmp_path / "converted.xml").write_text(converted, encoding="utf-8")
    ours, theirs = Cobertura(str(report("xml"))), Cobertura(str(tmp_path / "converted.xml"))

    assert sorted(ours.files()) == sorted(theirs.files())
    for file in ours.files():
        assert ours.total_statements(file) == theirs.total_statements(file)
        assert ours.total_hits(file) == theirs.total_hits(file)


def test_without_branches_there_are_no_files(retour: Retour, official: Path) -> None:
    retour("coverage", "--report", "lcov:a.info", "--report", "xml:a.xml")

    assert (official / "a.info").read_text(encoding="utf-8") == ""
    assert etree.parse(official / "a.xml").findall(".//class") == []


def test_page(report: Callable[[str], Path]) -> None:
    text = report("html").read_text(encoding="utf-8")
    page = etree.HTML(text)

    (table,) = [table for table in page.iter("table") if table.findtext("thead/tr/th") == "rule"]
    cells = [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")]
    assert cells == [
        ["rule", "WMO307"],
        ["CS002 #", "0 fired, 3 silent"],
        ["TR018 #", "1 fired, 2 silent"],
        ["TR101 #", "never evaluated"],
    ]
    rows = {
        (details.findtext("summary/code"), row.findtext("td/a")): row
        for details in page.iter("details")
        for row in details.iter("tr")
    }
    assert rows[TR018, "7"].get("class") == "good"
    assert rows[TR018, "10"].get("class") == "warn"
    assert rows[TR018, "10"].findtext("td/b") == "← never true"
    assert rows["rules/wmo/2_1/rules/TR101.xsl", "7"].get("class") == "bad"
    assert rows[TR018, "4"].get("class") is None
    assert not re.search(r'src=|href="[^#]', text), "everything is in the page"


HOSTILE = "a\x1b[31m\u202e\n::error::b\nend_of_record\nSF:c.xsl"
"""A name that would write in colour, turn the text around, annotate, and end a record."""

SHOWN = r"rules/wmo/2_1/rules/a\u001b[31m\u202e\u000a::error::b\u000aend_of_record\u000aSF:c.xsl"


@pytest.fixture
def hostile(official: Path) -> None:
    """The same project, where a stylesheet and a case file have names that give orders, or are no UTF-8."""
    home = official / "rules" / "wmo" / "2_1"
    entry = home / "WMO307.xsl"
    try:
        (home / "rules" / "CS002.xsl").rename(home / "rules" / HOSTILE)
        (official / "stop.cases.yaml").rename(official / os.fsdecode(b"s\xff.cases.yaml"))
    except OSError:
        pytest.skip("files can't have such names here")
    text = entry.read_text(encoding="utf-8").replace("rules/CS002.xsl", f"rules/{quote(HOSTILE)}")
    entry.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("kind", ["xml", "lcov", "html", "json"])
def test_hostile_names_are_harmless(report: Callable[[str], Path], kind: str) -> None:
    text = report(kind).read_bytes().decode("utf-8")

    assert not re.search(r"^\s*::|[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]", text, re.MULTILINE)
    if kind != "json":  # where a name stays what it is, in letters that do no harm
        assert SHOWN in text


@pytest.mark.usefixtures("hostile")
def test_files_of_hostile_names_are_read_back(report: Callable[[str], Path]) -> None:
    read = LcovCobertura(report("lcov").read_text(encoding="utf-8")).parse()
    files = {name for package in read["packages"].values() for name in package["classes"]}

    assert SHOWN in files
    assert files == {*Cobertura(str(report("xml"))).files()}
    assert len(files) == 5
