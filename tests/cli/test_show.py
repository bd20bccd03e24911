"""`retour show`: the message of a case as the engine gets it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import RETOUR, Ended
from samples import MESSAGE, NAMESPACE, write_cases

Retour = Callable[..., Ended]

CASES = """\
message: accepted.xml
cases:
  - {id: as-it-is, expect: valid}
  - id: ends-early
    edit: [{set: "//StopProduct[1]/Einddatum", to: 2017-06-01}]
    expect: {fires: [TR018]}
  - id: day
    each: [{end: 2017-06-07}, {end: 2017-06-08}]
    edit: [{set: "//StopProduct[1]/Einddatum", to: "{end}"}]
    expect: valid
  - id: latin
    raw: [{encode as: iso-8859-1}]
    expect: {valid: false}
  - id: marked
    raw: [{bom: utf-8}, {truncate: 46}]
    expect: {valid: false}
  - id: astray
    edit: [{remove: //Eindatum}]
    expect: valid
"""


@pytest.fixture(autouse=True)
def shown_cases(project: Path) -> None:
    write_cases(project / "stop.cases.yaml", CASES)


def test_message_without_edits(retour_here: Retour) -> None:
    assert retour_here("show", "stop.cases.yaml::as-it-is") == Ended(0, MESSAGE, "")


def test_edits_are_made(retour_here: Retour) -> None:
    assert retour_here("show", "stop.cases.yaml::ends-early") == Ended(
        0, MESSAGE.replace("2017-06-09", "2017-06-01", 1), ""
    )


def test_row_of_a_table(retour_here: Retour) -> None:
    assert "<m:Einddatum>2017-06-08</m:Einddatum>" in retour_here("show", "stop.cases.yaml::day-2").out


def test_bytes_that_are_no_utf_8(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, *RETOUR, "show", "stop.cases.yaml::latin"],
        cwd=project,
        capture_output=True,
        check=True,
    )

    assert done.stdout == MESSAGE.encode("iso-8859-1")


def test_difference(retour_here: Retour) -> None:
    ended = retour_here("show", "stop.cases.yaml::ends-early", "--diff")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "--- accepted.xml",
        "+++ stop.cases.yaml::ends-early",
        "@@ -6,7 +6,7 @@",
        "       <m:Naam>Zoë van Ammerveld</m:Naam>",
        "       <m:StopProduct>",
        "         <m:Begindatum>2017-06-06</m:Begindatum>",
        "-        <m:Einddatum>2017-06-09</m:Einddatum>",
        "+        <m:Einddatum>2017-06-01</m:Einddatum>",
        "       </m:StopProduct>",
        "       <m:StopProduct>",
        "         <m:Begindatum>2017-06-06</m:Begindatum>",
    ]


def test_difference_in_bytes(retour_here: Retour) -> None:
    lines = retour_here("show", "stop.cases.yaml::latin", "--diff").out.splitlines()

    assert "-      <m:Naam>Zoë van Ammerveld</m:Naam>" in lines
    assert "+      <m:Naam>Zo\\xeb van Ammerveld</m:Naam>" in lines


def test_difference_of_a_mark_and_of_the_end(retour_here: Retour) -> None:
    lines = retour_here("show", "stop.cases.yaml::marked", "--diff").out.splitlines()

    assert lines[2:6] == [
        "@@ -1,17 +1,2 @@",
        '-<?xml version="1.0" encoding="UTF-8"?>',
        f'-<m:Bericht xmlns:m="{NAMESPACE}">',
        "-  <m:Clienten>",
    ]
    assert lines[-3:] == [
        '+<BOM><?xml version="1.0" encoding="UTF-8"?>',
        "+<m:",
        "\\ No newline at end of file",
    ]


def test_difference_with_windows_line_ends(retour_here: Retour, project: Path) -> None:
    (project / "accepted.xml").write_bytes(MESSAGE.encode())

    lines = retour_here("show", "stop.cases.yaml::ends-early", "--diff").out.splitlines()

    assert "+        <m:Einddatum>2017-06-01</m:Einddatum>" in lines


def test_difference_in_line_ends(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "one.cases.yaml",
        'message: accepted.xml\ncases: [{id: a, raw: [{replace: "</m:Bericht>\\r\\n", with: "</m:Bericht>\\n"}], expect: valid}]\n',
    )

    assert "-</m:Bericht>␍" in retour_here("show", "one.cases.yaml", "--diff").out.splitlines()


def test_difference_without_edits(retour_here: Retour) -> None:
    assert retour_here("show", "stop.cases.yaml::as-it-is", "--diff") == Ended(
        0, "", "retour: stop.cases.yaml::as-it-is has no edits: it is accepted.xml as it stands\n"
    )


WRONG = {
    "unknown-id": (
        "stop.cases.yaml::ends-erly",
        "stop.cases.yaml: no case 'ends-erly', did you mean 'ends-early'?",
    ),
    "nothing-near": (
        "stop.cases.yaml::x",
        "stop.cases.yaml: no case 'x'; the cases are as-it-is, ends-early, day-1, day-2, latin, marked, astray",
    ),
    "several": ("stop.cases.yaml", "stop.cases.yaml: 7 cases: name one, such as stop.cases.yaml::as-it-is"),
    "no-file": ("stp.cases.yaml::a", "stp.cases.yaml: no such file or folder"),
    "folder": (".::a", ".: a folder, where a case file is meant"),
    "edit-that-does-not-fit": (
        "stop.cases.yaml::astray",
        "stop.cases.yaml:18:12: //Eindatum selects nothing in this message; "
        "nearby there are //Einddatum, //Begindatum",
    ),
}


@pytest.mark.parametrize(("reference", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use(retour_here: Retour, reference: str, sentence: str) -> None:
    assert retour_here("show", reference) == Ended(2, "", f"retour: {sentence}\n")
