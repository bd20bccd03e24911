"""What CI servers read: SARIF, GitLab's code quality report, annotations of GitHub, CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from retour.model import Finding, Location, Outcome, Problem, Severity
from retour.reports import AnnotatedPlace, Annotation, annotations_of, csv_of, gitlab_of, result_of, sarif_of
from retour.reports.github import MOST_SHOWN, github_commands

FINDING = Finding("rules", "TR018", "9018", (Location("/Bericht/Einddatum", 41),), "Te vroeg.")
OUTCOME = Outcome("map/stop.xml", "ab" * 32, findings=(FINDING,))
BROKEN = Outcome("kapot.xml", problem=Problem("not-xml", "kapot.xml:1:1: not well-formed XML"))


def annotation(code: str, text: str = "why", *, is_error: bool = False, line: int | None = 3) -> Annotation:
    return Annotation(code, "error", text, (AnnotatedPlace("a.cases.yaml", line),), is_error)


@pytest.mark.parametrize(
    ("severity", "level", "quality"),
    [
        ("fatal", "error", "blocker"),
        ("error", "error", "major"),
        ("warning", "warning", "minor"),
        ("information", "note", "info"),
    ],
)
def test_severities_are_those_of_the_form(severity: Severity, level: str, quality: str) -> None:
    outcome = Outcome("a.xml", findings=(Finding("rules", "R1", None, severity=severity),))

    annotations = list(annotations_of([result_of(outcome)]))

    assert json.loads(sarif_of(annotations, {}))["runs"][0]["results"][0]["level"] == level
    assert json.loads(gitlab_of(annotations))[0]["severity"] == quality


def test_gitlab() -> None:
    found, broken = json.loads(gitlab_of(annotations_of(map(result_of, [OUTCOME, BROKEN]))))

    assert found.pop("fingerprint") != broken.pop("fingerprint")
    assert found == {
        "description": "TR018 (retour code 9018): Te vroeg.",
        "check_name": "TR018",
        "severity": "major",
        "location": {"path": "map/stop.xml", "lines": {"begin": 41}},
    }
    assert broken == {
        "description": "kapot.xml:1:1: not well-formed XML",
        "check_name": "not-xml",
        "severity": "critical",
        "location": {"path": "kapot.xml", "lines": {"begin": 1}},
    }


def test_a_fingerprint_outlives_lines_that_come_before_and_tells_twins_apart() -> None:
    once, again = (
        [each["fingerprint"] for each in json.loads(gitlab_of([annotation("TR018", line=line)] * 2))]
        for line in (3, 30)
    )

    assert once == again
    assert len(set(once)) == 2


def test_github_shows_ten_and_of_each_code_one_first() -> None:
    many = [annotation("TR018", f"number {number}") for number in range(20)]

    commands = github_commands([*many, annotation("CS002"), annotation("time-limit", is_error=True)])

    assert len(commands) == MOST_SHOWN
    assert commands[0] == "::error file=a.cases.yaml,line=3,title=time-limit::why"
    assert commands[1] == "::error file=a.cases.yaml,line=3,title=TR018::number 0"
    assert commands[2] == "::error file=a.cases.yaml,line=3,title=CS002::why"


def test_a_text_gives_github_no_orders() -> None:
    place = AnnotatedPlace("a,b:c.yaml")
    told = Annotation("X", "warning", "50 %\n::set-env name=x::y", (place,))

    (command,) = github_commands([told])

    assert command.startswith("::warning file=a%2Cb%3Ac.yaml,title=X::50 %25%0A")
    assert "\n" not in command
    assert "%0A::" not in command


def test_csv_has_a_row_for_each_finding_and_for_what_has_none() -> None:
    accepted = Outcome("goed.xml", "cd" * 32)
    rows = list(csv.reader(io.StringIO(csv_of(map(result_of, [OUTCOME, BROKEN, accepted])))))

    assert rows[1:] == [
        [
            "map/stop.xml",
            "",
            "rejected",
            "rules",
            "error",
            "TR018",
            "9018",
            "41",
            "/Bericht/Einddatum",
            "Te vroeg.",
        ],
        ["kapot.xml", "", "error", "", "", "not-xml", "", "", "", "kapot.xml:1:1: not well-formed XML"],
        ["goed.xml", "", "accepted", "", "", "", "", "", "", ""],
    ]


def test_no_cell_is_a_formula() -> None:
    outcome = Outcome("=1+1.xml", findings=(Finding("rules", "R1", None, details="@SUM(A1)\nx"),))

    (_, row) = csv.reader(io.StringIO(csv_of([result_of(outcome)])))

    assert row[0] == "'=1+1.xml"
    assert row[-1] == "'@SUM(A1)\\u000ax"
