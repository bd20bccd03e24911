"""An error that nobody foresaw is that message's or case's; all others are judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour import checking
from retour.cases.expect import Judgement
from retour.comparison import comparing
from retour.comparison.outcomes import Change, changes_between
from retour.levels import LEVELS, Addressed, Check, Judged, Left, Task
from retour.model import Case, Outcome
from samples import write_cases

CASES = """\
rules: demo/1.0
cases:
  - {id: falls, message: falls.xml, expect: valid}
  - {id: stands, message: accepted.xml, expect: valid}
"""


@pytest.fixture
def retour(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """The command line, where the level «rules» falls over one message."""
    rules = next(level for level in LEVELS if level.name == "rules")

    def falling(step: Addressed) -> Task | Judged | Left:
        if step.entered.check.message.name == "falls.xml":
            raise ZeroDivisionError("by the test")
        return rules.judge(step)

    levels = tuple(replace(level, judge=falling) if level is rules else level for level in LEVELS)
    monkeypatch.setattr(checking, "LEVELS", levels)
    (project / "falls.xml").write_bytes((project / "accepted.xml").read_bytes())
    write_cases(project / "stop.cases.yaml", CASES)
    return run_here(monkeypatch, capsys)


def test_check(retour: Callable[..., Ended]) -> None:
    ended = retour("check", "falls.xml", "accepted.xml", "tr018.xml")

    assert ended.code == 3
    first, second, *others = ended.out.splitlines()
    assert first == "falls.xml: error (iwmo 2.1 WMO307)"
    assert second.startswith("  the harness itself failed")
    assert "ZeroDivisionError: by the test; --traceback shows more" in second
    assert others[0] == "accepted.xml: accepted (iwmo 2.1 WMO307)"
    assert others[-2] == "1 accepted, 1 rejected, 1 error"


def test_traceback_tells_more_of_it(retour: Callable[..., Ended]) -> None:
    ended = retour("check", "falls.xml", "accepted.xml", "--traceback")

    assert "Traceback" not in ended.out
    assert ended.err.count("Traceback (most recent call last):") == 1
    assert ended.err.endswith("ZeroDivisionError: by the test\n")
    assert "Traceback" not in retour("check", "falls.xml").err


def test_answer_and_pair(retour: Callable[..., Ended]) -> None:
    for command in (["answer", "falls.xml"], ["pair", "accepted.xml", "falls.xml"]):
        ended = retour(*command)
        assert ended.code == 3
        assert "ZeroDivisionError: by the test" in ended.out + ended.err
        assert "Traceback" not in ended.out + ended.err


def test_compare(retour: Callable[..., Ended]) -> None:
    ended = retour("compare", "rules/demo", "rules/demo", "--cases", "stop.cases.yaml", "--format", "json")

    (unjudged,) = json.loads(ended.out)["unjudged"]
    assert (unjudged["kind"], unjudged["messages"]) == ("internal", 1)
    assert "ZeroDivisionError: by the test" in unjudged["example"]


def test_compare_an_edit_that_does_not_fit(retour: Callable[..., Ended], project: Path) -> None:
    edited = "  - {id: edited, message: accepted.xml, edit: [{remove: //Nothing}], expect: valid}\n"
    write_cases(project / "stop.cases.yaml", CASES + edited)

    ended = retour("compare", "rules/demo", "rules/demo", "--cases", "stop.cases.yaml", "--format", "json")

    assert ended.code == 3
    document = json.loads(ended.out)
    unjudged = [(each["kind"], each["messages"]) for each in document["unjudged"]]
    assert unjudged == [("edit", 1), ("internal", 1)]
    assert document["messages"] == 1


def test_compare_where_two_outcomes_cannot_be_compared(
    retour: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    def falling(old: Outcome, new: Outcome) -> tuple[Change, ...]:
        if new.message == "tr018.xml":
            raise ZeroDivisionError("by the test")
        return changes_between(old, new)

    monkeypatch.setattr(comparing, "changes_between", falling)
    messages = ("--messages", "accepted.xml", "--messages", "tr018.xml")
    ended = retour("compare", "rules/demo", "rules/demo", *messages, "--format", "json")

    assert ended.code == 3
    document = json.loads(ended.out)
    assert document["messages"] == 1
    assert [(each["kind"], each["messages"]) for each in document["unjudged"]] == [("internal", 1)]


def test_coverage(retour: Callable[..., Ended]) -> None:
    ended = retour("coverage", "stop.cases.yaml", "--format", "json")

    assert ended.code == 3
    (line,) = ended.err.splitlines()
    assert line.startswith("stop.cases.yaml::falls: error: the harness itself failed at ")
    assert line.endswith("ZeroDivisionError: by the test; --traceback shows more, please report it")
    assert json.loads(ended.out)["cases"] == 1


def test_mutate(retour: Callable[..., Ended]) -> None:
    ended = retour("mutate", "stop.cases.yaml", "--no-cache", "--format", "json")

    assert ended.code == 3
    document = json.loads(ended.out)
    assert document["cases"] == 1
    (failed,) = document["failed"]
    assert failed["case"] == "stop.cases.yaml::falls"
    assert "ZeroDivisionError: by the test" in failed["why"]
    assert document["results"]


def test_mutate_when_only_mutants_make_it_fall(
    retour: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    real = checking.judgement

    def falling(expect: object, outcome: Outcome, *arguments: object, **settings: object) -> Judgement:
        if outcome.findings:
            raise ZeroDivisionError("by the test")
        return real(expect, outcome, *arguments, **settings)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "judgement", falling)
    write_cases(project / "stop.cases.yaml", CASES.replace("falls.xml", "accepted.xml"))
    ended = retour("mutate", "stop.cases.yaml", "--no-cache", "--format", "json")

    assert ended.code == 3
    document = json.loads(ended.out)
    assert document["failed"] == []
    statuses = {result["status"] for result in document["results"]}
    assert "not known" in statuses
    assert not any(
        "ZeroDivision" in result["reason"] for result in document["results"] if result["status"] == "killed"
    )


@pytest.mark.parametrize(
    ("command", "others"),
    [
        (("coverage",), "1 case\n"),
        (("coverage", "--branches"), "1 of 1 case\n"),
        (("mutate", "--no-cache"), "demo/1.0 1.0.3: 1 case, "),
        (("accept", "--all"), "1 that can't be accepted\n"),
    ],
)
def test_case_of_which_no_check_can_be_made(
    retour: Callable[..., Ended],
    monkeypatch: pytest.MonkeyPatch,
    project: Path,
    command: tuple[str, ...],
    others: str,
) -> None:
    real = checking.case_check

    def falling(case: Case, *arguments: object) -> Check:
        if case.id == "falls":
            raise ZeroDivisionError("by the test")
        return real(case, *arguments)  # type: ignore[arg-type]

    for module in ("retour.checking", "retour.coverage.tracing", "retour.cli.accept"):
        monkeypatch.setattr(f"{module}.case_check", falling)
    write_cases(project / "stop.cases.yaml", CASES.replace("falls.xml", "tr018.xml"))
    ended = retour(*command, "stop.cases.yaml")

    assert ended.code == 3
    assert "ZeroDivisionError: by the test" in ended.out + ended.err
    assert others in ended.out


@pytest.mark.parametrize("command", [("coverage",), ("accept", "--all")])
def test_case_that_cannot_be_judged(
    retour: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch, project: Path, command: tuple[str, ...]
) -> None:
    def falling(*_: object, **settings: object) -> Judgement:
        raise ZeroDivisionError("by the test")

    monkeypatch.setattr("retour.checking.judgement", falling)
    ended = retour(*command, "stop.cases.yaml")

    assert ended.code == 3
    assert (ended.out + ended.err).count("ZeroDivisionError: by the test") >= 2
