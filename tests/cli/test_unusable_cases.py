"""One case that can't be used doesn't keep a command from the others: it is told, and counts in the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import write_cases

Retour = Callable[..., Ended]

CASES = """\
message: tr018.xml
cases:
  - id: misspelt  # stays as it is
    expekt: valid
  - {id: fires, expect: {fires: [TR018]}}
  - {id: unknown, expect: {fires: [TR0018]}}
"""
MISTAKES = [
    "retour: a.cases.yaml:4:5: unknown key 'expekt', did you mean 'expect'?",
    "retour: a.cases.yaml:6:36: rule set demo/1.0 has no rule 'TR0018', did you mean 'TR018'?",
]


@pytest.fixture(autouse=True)
def case_file(project: Path) -> Path:
    write_cases(project / "b.cases.yaml", "cases: [\n")
    return write_cases(project / "a.cases.yaml", CASES)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("coverage a.cases.yaml", "demo/1.0"),
        ("compare demo/1.0 demo/1.0 --cases a.cases.yaml", "1 message"),
        ("profile a.cases.yaml --runs 1", "WMO307: 1 message"),
        ("accept a.cases.yaml --all", "nothing to accept: 1 case is as expected"),
    ],
)
def test_the_others_are_looked_at(retour_here: Retour, command: str, told: str) -> None:
    ended = retour_here(*command.split())

    assert (ended.code, ended.err.splitlines()[: len(MISTAKES)]) == (2, MISTAKES)
    assert told in ended.out


def test_a_file_that_is_no_case_file(retour_here: Retour) -> None:
    ended = retour_here("coverage", ".")

    assert ended.code == 2
    assert any(line.startswith("retour: b.cases.yaml:") for line in ended.err.splitlines())
    assert "demo/1.0" in ended.out


@pytest.mark.parametrize("command", ["coverage b.cases.yaml", "accept --all a.cases.yaml::misspelt"])
def test_nothing_that_can_be_used(retour_here: Retour, command: str) -> None:
    ended = retour_here(*command.split())

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("retour: ")


def test_mutants_are_only_run_by_cases_that_all_can_be_used(retour_here: Retour) -> None:
    ended = retour_here("mutate", "a.cases.yaml")

    assert (ended.code, ended.err.splitlines()) == (2, MISTAKES_TOGETHER)


MISTAKES_TOGETHER = [MISTAKES[0], MISTAKES[1].removeprefix("retour: ")]


def test_accepting_in_a_file_with_others(retour_here: Retour, case_file: Path) -> None:
    case_file.write_text(CASES.replace("{fires: [TR018]}", "valid"), encoding="utf-8")

    ended = retour_here("accept", "a.cases.yaml", "--all")

    assert (ended.code, ended.out.splitlines()[-1]) == (2, "1 accepted")
    assert case_file.read_text(encoding="utf-8") == CASES


def test_a_new_case_beside_others(retour_here: Retour, case_file: Path) -> None:
    ended = retour_here("new", "accepted.xml", "--to", "a.cases.yaml")

    assert ended.code == 0, ended.err
    assert case_file.read_text(encoding="utf-8").startswith(CASES)
