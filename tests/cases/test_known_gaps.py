"""`known`: what a rule set does otherwise than it should, and what becomes of a case with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from retour.cases import load_cases
from retour.cases.gaps import verdict_on
from retour.cases.verdicts import judgement
from retour.errors import CaseFileError
from retour.model import Case, Finding, Location, Outcome, RuleSetStamp, Verdict

Write = Callable[..., Path]

STAMP = RuleSetStamp("demo/1.0", "1.0.3", "0" * 64)


@pytest.fixture
def load(cases: Write) -> Callable[[str], Case]:
    """Loads one case of the small rule set, version 1.0.3."""

    def load(text: str) -> Case:
        return load_cases(cases(f"cases:\n  - {{id: a, message: accepted.xml, {text}}}\n"))[0]

    return load


def verdict(case: Case, *fired: str) -> Verdict:
    """The verdict on a case when these rules fire, each as `CODE` or `CODE at PATH`."""
    findings = []
    for text in fired:
        code, _, path = text.partition(" at ")
        findings.append(Finding("rules", code, None, (Location(path),) if path else ()))
    outcome = Outcome("accepted.xml", rules=STAMP, findings=tuple(findings))
    return verdict_on(case, judgement(case.expect, outcome, lambda path: {path}, ()))


GAP = "expect: valid, known: {fires: [TR018]}"


def test_a_case_is_as_expected_while_the_gap_is_there(load):
    found = verdict(load(GAP), "TR018")
    assert (found.status, found.gap) == ("as expected", "there")


def test_it_fails_as_soon_as_the_gap_is_closed(load):
    found = verdict(load(GAP))
    assert (found.status, found.gap) == ("not as expected", "closed")
    assert found.reasons == ("TR018 no longer fires: the gap is closed, remove `known`",)
    assert [claim.code for claim in found.missing] == ["TR018"]


def test_it_fails_when_more_fires_than_is_known(load):
    found = verdict(load(GAP), "TR018", "CS002")
    assert (found.status, found.gap) == ("not as expected", "changed")
    assert found.reasons == ("CS002 fired, which the case doesn't name",)


def test_a_rule_that_should_fire_may_be_known_to_be_silent(load):
    case = load("expect: {fires: [TR018, CS002]}, known: {silent: [TR018]}")
    assert verdict(case, "CS002").gap == "there"
    found = verdict(case, "TR018", "CS002")
    assert found.gap == "closed"
    assert found.reasons == ("TR018 fires now: the gap is closed, remove `known`",)
    assert verdict(case).gap == "changed"


def test_a_part_of_a_gap_may_close(load):
    found = verdict(load("expect: valid, known: {fires: [TR018, CS002]}"), "TR018")
    assert (found.status, found.gap) == ("not as expected", "changed")
    assert found.reasons[-1] == "CS002 no longer fires: take it out of `known`"


def test_a_rule_may_fire_rightly_here_and_wrongly_there(load):
    case = load("expect: {fires: [{code: TR018, at: //A}]}, known: {fires: [{code: TR018, at: //B}]}")
    assert verdict(case, "TR018 at //A", "TR018 at //B").gap == "there"
    found = verdict(case, "TR018 at //A")
    assert found.gap == "closed"
    assert found.reasons == ("TR018 at //B no longer fires: the gap is closed, remove `known`",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("known: {fires: [TR018]}", ["TR018"]), ("known: {silent: [TR018]}", [])],
)
def test_without_expect_what_is_right_follows_from_the_gap(load, text, codes):
    case = load(text)
    assert verdict(case, *codes).gap == "there"
    assert verdict(case, *({"TR018"} - set(codes))).gap == "closed"


def test_a_rule_under_not_may_be_known_to_fire(load):
    case = load("expect: {fires: [CS002], not: [TR018]}, known: {fires: [TR018]}")
    assert verdict(case, "CS002", "TR018").gap == "there"
    assert verdict(case, "CS002").gap == "closed"


@pytest.mark.parametrize("bounds", ["until: 1.0.3", "until: 1.0.2", "from: 1.0.4", "from: 1.0.10"])
def test_at_another_patch_level_the_case_expects_what_is_right(load, bounds):
    case = load(f"expect: valid, known: {{fires: [TR018], {bounds}}}")
    assert (verdict(case).status, verdict(case).gap) == ("as expected", "not at this patch level")
    found = verdict(case, "TR018")
    assert found.status == "not as expected"
    bound = bounds.replace(":", "")
    assert found.reasons == (
        "TR018 fired, which the case doesn't name",
        f"this is the gap that is known {bound}, and demo/1.0@1.0.3 still has it",
    )


@pytest.mark.parametrize("bounds", ["until: 1.0.13", "from: 1.0.3", "from: 1.0, until: 1.1"])
def test_from_begins_and_until_ends(load, bounds):
    assert verdict(load(f"expect: valid, known: {{fires: [TR018], {bounds}}}"), "TR018").gap == "there"


def test_a_rule_may_fire_in_the_wrong_place(load):
    case = load(
        "expect: {fires: [{code: TR018, at: //A}]}, known: {fires: [{code: TR018, at: //B}], silent: [TR018]}"
    )
    assert verdict(case, "TR018 at //B").gap == "there"
    assert verdict(case, "TR018 at //A").gap == "closed"


def test_a_gap_of_another_patch_level_needs_no_rule_here(load):
    assert verdict(load("expect: valid, known: {fires: [TR999], from: 2.0}")).status == "as expected"


def test_an_error_is_no_gap(load):
    case = load(GAP)
    outcome = Outcome("accepted.xml", problem=CaseFileError("broken").problem)
    judged = judgement(case.expect, outcome, lambda path: {path}, ())
    assert (verdict_on(case, judged).status, verdict_on(case, judged).gap) == ("error", "not judged")


def test_without_a_known_gap_nothing_is_said_of_it(load):
    assert verdict(replace(load(GAP), known=None, expect=load(GAP).right)).gap is None


ERRORS = {
    "known: {}": "2:43: names no rule that `fires` or is `silent`: there is no gap",
    "known: {fires: [TR0018]}": "2:52: rule set demo/1.0 has no rule 'TR0018', did you mean 'TR018'?",
    "known: {silent: [TR0018]}": "2:53: rule set demo/1.0 has no rule 'TR0018', did you mean 'TR018'?",
    "expect: {fires: [CS002]}, known: {silent: [TR018]}": (
        "2:79: the case doesn't expect TR018 to fire, so its silence is no gap"
    ),
    "expect: {fires: [TR018]}, known: {fires: [TR018]}": "2:78: TR018 is what the case expects: where is the gap?",
    "expect: {valid: false}, known: {fires: [TR018]}": (
        "2:60: goes with `valid` or with `fires`: what is expected leaves open which rules fire"
    ),
    "known: {fires: [{code: TR018, from: 1.0}]}": "2:52: `from` and `until` are those of the gap as a whole",
    "known: {fires: [TR018], until: next}": (
        "2:67: 'next' is no patch level: write numbers with dots, such as 1.9.22"
    ),
    "known: {fires: [TR018], from: 1.9, until: 1.8}": "2:43: no patch level is 1.9 or later and before 1.8",
    "known: {fires: [TR018], since: 1.9}": "2:60: unknown key 'since'; the keys here are fires, silent, from, until, see",
    "expect: {fires: [TR018]}, known: {silent: [TR018], fires: [TR018]}": (
        "2:95: TR018 can't fire and be silent: say where it fires, with `at`"
    ),
    "expect: {scope: [TR*], fires: []}, known: {fires: [CS002]}": (
        "2:87: CS002 lies outside the scope of this case: it could not pass"
    ),
    "about: x": "2:5: 'expect' is missing",
}


@pytest.mark.parametrize("text", ERRORS)
def test_mistakes(load, text):
    with pytest.raises(CaseFileError) as raised:
        load(text)
    assert str(raised.value) == f"stop.cases.yaml:{ERRORS[text]}"
