"""An error that nobody foresaw is that message's or case's; all others are judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour import checking
from retour.levels import LEVELS, Addressed, Judged, Left, Task
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
    assert others[-1] == "1 accepted, 1 rejected, 1 error"


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
