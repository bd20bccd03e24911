"""The moment at which the message of a case is sent, on its way through the levels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour import load_cases
from retour.checking import case_job
from retour.engines import Engine, open_engine
from retour.model import Outcome
from retour.workspace import workspace_for

Cases = Callable[..., Path]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return open_engine("saxon", 0)


def outcome_of(file: Path, engine: Engine) -> Outcome:
    (case,) = load_cases(file)
    outcome, _ = engine.submit([case_job(case, workspace_for(file))])[0].result()
    return outcome


def told(outcome: Outcome) -> dict[str, str]:
    return {each.level: each.status for each in outcome.levels}


def test_a_hard_stop_ends_the_check(cases: Cases, engine: Engine) -> None:
    file = cases("message: tr018.xml\ncases: [{id: one, sent: 2017-06-06T17:00, expect: {valid: false}}]\n")

    outcome = outcome_of(file, engine)

    assert [(finding.level, finding.code) for finding in outcome.errors] == [("transition", "frozen")]
    assert (told(outcome)["transition"], told(outcome)["rules"]) == ("failed", "not reached")


def test_after_the_restart_the_rules_have_their_say(cases: Cases, engine: Engine) -> None:
    file = cases("message: tr018.xml\ncases: [{id: one, sent: 2017-06-12T13:00, expect: {fires: [TR018]}}]\n")

    outcome = outcome_of(file, engine)

    assert [finding.code for finding in outcome.errors] == ["TR018"]
    assert (told(outcome)["transition"], told(outcome)["rules"]) == ("passed", "failed")


def test_without_a_moment_nothing_is_judged(cases: Cases, engine: Engine) -> None:
    file = cases("message: tr018.xml\ncases: [{id: one, expect: {fires: [TR018]}}]\n")

    assert told(outcome_of(file, engine))["transition"] == "not applicable"


def test_a_moment_of_which_the_calendar_cannot_tell_is_an_error(cases: Cases, engine: Engine) -> None:
    file = cases("message: tr018.xml\ncases: [{id: one, sent: 2018-04-03T10:00, expect: {valid: false}}]\n")

    problem = outcome_of(file, engine).problem

    assert problem is not None
    assert (problem.kind, problem.text) == (
        "calendar",
        "calendar 2018-04 can't tell whether WMO307 may travel: The chain was live again on 3 April 2018, at an hour "
        "that isn't public.",
    )
