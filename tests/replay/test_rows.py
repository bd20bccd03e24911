"""Every message of a corpus ends in one row, which says how it fared and nothing of what it holds."""

from __future__ import annotations

import hashlib
from pathlib import Path

from conftest import rows_of
from retour.rulesets import Shelf


def test_one_row_for_each_message_in_the_order_of_the_corpus(shared: Path) -> None:
    rows = rows_of(shared / "out")

    assert [row["number"] for row in rows] == list(range(1, 44))
    assert [row["message"] for row in rows[:2]] == ["0/00000.xml", "0/00002.xml"]
    assert {row["message"] for row in rows} >= {"1/00039.xml", "2/broken.xml", "2/invoice.xml"}


def test_row_says_how_a_message_fared(shared: Path) -> None:
    row = rows_of(shared / "out")[0]

    expected = {
        "sha256": hashlib.sha256((shared / "corpus" / "0" / "00000.xml").read_bytes()).hexdigest(),
        "status": "rejected",
        "standard": "iwmo",
        "release": "2.1",
        "type": "WMO307",
        "identity": "iwmo 2.1 WMO307",
        "rules": "demo/1.0@1.0.3",
        "failed_level": "rules",
        "codes": ["TR018"],
        "retour_codes": ["9018"],
        "findings": 1,
        "error_kind": None,
    }
    assert {key: row[key] for key in expected} == expected
    assert row["found"] == [
        {
            "level": "rules",
            "code": "TR018",
            "retour": "9018",
            "severity": "error",
            "times": 1,
            "path": "/Bericht/Clienten/Client/StopProduct[1]/Begindatum",
            "line": 8,
            "details": None,
        }
    ]


def test_message_that_nobody_judges_is_filed_under_other_and_never_accepted(shared: Path) -> None:
    rows = {row["message"]: row for row in rows_of(shared / "out")}

    broken, invoice = rows["2/broken.xml"], rows["2/invoice.xml"]
    assert (broken["status"], broken["codes"], broken["type"]) == ("rejected", ["file not-xml"], "other")
    assert (invoice["status"], invoice["error_kind"], invoice["type"]) == ("error", "not-served", "other")
    assert invoice["identity"] == "Invoice in namespace 'urn:invoice'"


def test_nothing_of_what_a_message_holds_is_kept(shared: Path) -> None:
    for file in (shared / "out").rglob("*"):
        if file.is_file():
            assert b"999990019" not in file.read_bytes(), file
    text = str(rows_of(shared / "out"))
    assert "Ammerveld" not in text
    assert "999990019" not in text
    assert "2/of (bsn).xml" in text


def test_the_journal_is_gone_when_all_is_done(shared: Path) -> None:
    assert sorted(path.name for path in (shared / "out").iterdir()) == [
        "outcomes",
        "replay.json",
        "seconds",
        "summary.html",
    ]


def test_command_tells_what_it_comes_to(shared: Path) -> None:
    assert (shared / "said").read_text(encoding="utf-8").splitlines() == [
        "43 messages: 27 accepted, 15 rejected, 1 error",
        "",
        "the rules that fire in most messages:",
        "  code   retour  messages  findings  percent",
        "  TR018  9018    14        14        32.560",
        "",
        "why messages weren't judged:",
        "  error_kind  messages  message        error",
        "  not-served  1         2/invoice.xml  no rule set serves Invoice in namespace 'urn:invoice'; in reach: "
        f"{', '.join(['demo/1.0', *sorted(rules.id for rules in Shelf([]).all())])}",
        "",
        "rows in out, summary in out/summary.html",
    ]
