"""Which expectation an outcome gives, and how much of the old one it leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from expectations import expecting
from hypothesis import assume, given
from hypothesis import strategies as st
from retour.cases.accepting import Proposal, observed, proposed
from retour.cases.verdicts import judge, judgement
from retour.messages import find_paths
from retour.messages.reading import parse_message
from retour.model import Case, Claim, Expectation, Finding, Location, Outcome, Place, Problem, Verdict
from samples import MESSAGE

ROOT = parse_message(MESSAGE.encode(), "stop.xml").root
FIRST_END = "/Bericht/Clienten/Client/StopProduct[1]/Einddatum"
SECOND_END = "/Bericht/Clienten/Client/StopProduct[2]/Einddatum"
BSN = "/Bericht/Clienten/Client/Bsn"

FIRST = Finding("rules", "TR018", "9018", (Location(FIRST_END, 9),))
SECOND = Finding("rules", "TR018", "9018", (Location(SECOND_END, 13),))
CS002 = Finding("rules", "CS002", "S002", (Location(BSN, 5),))
NO_CODE = Finding("rules", "XX001", None)

AT_FIRST = Claim("TR018", at=(FIRST_END,))
AT_SECOND = Claim("TR018", at=(SECOND_END,))


def select(path: str) -> list[str]:
    return find_paths(ROOT, path)


def case(expect: Expectation) -> Case:
    return Case("a", Place("a.cases.yaml", 3, 5), Path("a.cases.yaml"), "demo/1.0", Path("stop.xml"), expect)


def judged(expect: Expectation, outcome: Outcome) -> Verdict:
    return judge(expect, outcome, select, ())


def proposal_of(expect: Expectation, outcome: Outcome) -> Proposal | None:
    return proposed(case(expect), judgement(expect, outcome, select, ()))


def fires(*claims: Claim | str) -> Expectation:
    return expecting(fires=tuple(Claim(claim) if isinstance(claim, str) else claim for claim in claims))


NEW = {
    "valid-becomes-fires": (expecting(valid=True), (FIRST, SECOND, CS002), fires("TR018", "CS002")),
    "valid-keeps-what-it-allows": (
        expecting(valid=True, allow=("CS*",)),
        (FIRST, CS002),
        expecting(fires=(Claim("TR018"),), allow=("CS*",)),
    ),
    "invalid-becomes-valid": (expecting(valid=False), (), expecting(valid=True)),
    "missing-goes": (fires("TR018", "CS002"), (CS002,), fires("CS002")),
    "nothing-left": (fires("TR018"), (), fires()),
    "new-is-short": (fires("TR018"), (FIRST, CS002), fires("TR018", "CS002")),
    "long-form-that-holds-stays": (fires(AT_FIRST), (FIRST, SECOND), fires(AT_FIRST, AT_SECOND)),
    "long-form-that-holds-no-more": (fires(AT_FIRST, "CS002"), (SECOND, CS002), fires("CS002", AT_SECOND)),
    "a-new-one-where-others-name-places": (
        fires(AT_FIRST),
        (FIRST, CS002),
        fires(AT_FIRST, Claim("CS002", at=(BSN,))),
    ),
    "each-part-that-it-had": (
        fires(Claim("TR018", "9018", (FIRST_END,), 1, "too *")),
        (replace(SECOND, details="[later]"),),
        fires(Claim("TR018", "9018", (SECOND_END,), 1, "[[]later]")),
    ),
    "times": (
        fires(Claim("TR018", "9018", times=1)),
        (FIRST, SECOND),
        fires(Claim("TR018", "9018", times=2)),
    ),
    "times-of-claims-that-become-the-same": (
        fires(Claim("TR018", times=1), Claim("TR018", times=3)),
        (FIRST, SECOND),
        fires(Claim("TR018", times=2)),
    ),
    "not": (
        expecting(silent=("TR018", "CS002")),
        (FIRST,),
        expecting(fires=(Claim("TR018"),), silent=("CS002",)),
    ),
    "not-that-is-allowed": (
        expecting(fires=(), silent=("TR018",), allow=("TR*",)),
        (FIRST,),
        expecting(fires=(), allow=("TR*",)),
    ),
    "outside-the-scope": (
        expecting(fires=(Claim("TR018"),), scope=("TR*",)),
        (CS002,),
        expecting(fires=(), scope=("TR*",)),
    ),
    "retour-codes": (
        expecting(retour=("0001", "S002")),
        (FIRST, CS002, SECOND),
        expecting(retour=("S002", "9018")),
    ),
    "retour-codes-with-fires": (
        expecting(fires=(Claim("CS002"),), retour=("S002",)),
        (FIRST,),
        expecting(fires=(Claim("TR018"),), retour=("9018",)),
    ),
    "retour-codes-of-what-is-allowed": (
        expecting(retour=("9018",), allow=("CS*",)),
        (CS002,),
        expecting(retour=(), allow=("CS*",)),
    ),
}


@pytest.mark.parametrize(("expect", "findings", "new"), NEW.values(), ids=NEW.keys())
def test_new_expectation(expect: Expectation, findings: tuple[Finding, ...], new: Expectation) -> None:
    outcome = Outcome("stop.xml", findings=findings)

    proposal = proposal_of(expect, outcome)

    assert proposal is not None
    assert (proposal.expect, proposal.refusal) == (new, None)
    assert judged(new, outcome).status == "as expected"


def test_messages_of_the_stylesheet() -> None:
    expect = expecting(messages=("checked*", "gone"))
    outcome = Outcome("stop.xml", said=("checked 2 products", "an [odd] Bsn", "an [odd] Bsn"))

    proposal = proposal_of(expect, outcome)

    assert proposal is not None
    assert proposal.expect == expecting(messages=("checked*", "an [[]odd] Bsn"))


def test_as_expected() -> None:
    outcome = Outcome("stop.xml", findings=(FIRST,))

    assert proposal_of(fires("TR018"), outcome) is None


def test_no_verdict_is_no_outcome_to_accept() -> None:
    outcome = Outcome("stop.xml", problem=Problem("time-limit", "not done after 5 s"))

    proposal = proposal_of(fires("TR018"), outcome)

    assert proposal is not None
    assert (proposal.expect, proposal.refusal) == (None, "not done after 5 s")


def test_rule_without_retour_code() -> None:
    outcome = Outcome("stop.xml", findings=(NO_CODE,))

    proposal = proposal_of(expecting(retour=()), outcome)

    assert proposal is not None
    assert proposal.expect is None
    assert proposal.refusal == "XX001 fired and has no retour code, so `retour` can't state this outcome"


DIFFERENCES = {
    "unexpected-and-missing": (fires("CD007"), (FIRST,), {"TR018", "CD007"}),
    "retour-code-that-came": (expecting(retour=()), (FIRST,), {"TR018"}),
    "retour-code-that-did-not": (expecting(retour=("S002",)), (), {"S002"}),
    "nothing-at-all": (expecting(valid=False), (), set()),
}


@pytest.mark.parametrize(("expect", "findings", "codes"), DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_what_the_difference_is_about(
    expect: Expectation, findings: tuple[Finding, ...], codes: set[str]
) -> None:
    outcome = Outcome("stop.xml", findings=findings)

    proposal = proposal_of(expect, outcome)

    assert proposal is not None
    assert proposal.codes == codes


def test_rules_that_lose_their_silence() -> None:
    outcome = Outcome("stop.xml", findings=(FIRST,))
    expect = expecting(silent=("CS002", "TR018"))

    proposal = proposal_of(expect, outcome)

    assert proposal is not None
    assert proposal.given_up == ("TR018 is taken out of `not`: until now it had to stay silent",)


def test_observed_is_as_narrow_as_it_gets() -> None:
    both = replace(FIRST, locations=(*FIRST.locations, *SECOND.locations))
    outcome = Outcome("stop.xml", findings=(CS002, both, FIRST, NO_CODE, NO_CODE))
    expect = observed(outcome, select)

    assert expect == fires(
        Claim("CS002", "S002", (BSN,)),
        Claim("TR018", "9018", (FIRST_END, SECOND_END)),
        Claim("TR018", "9018", (FIRST_END,), times=2),
        Claim("XX001", times=2),
    )
    assert judged(expect, outcome).status == "as expected"


@pytest.mark.parametrize("path", ["/Bericht/Clienten/Client/StopProduct/Einddatum", "/Weg", "none given"])
def test_location_that_does_not_lead_to_itself_is_left_out(path: str) -> None:
    outcome = Outcome("stop.xml", findings=(Finding("rules", "TR018", "9018", (Location(path),)),))
    expect = observed(outcome, select)

    assert expect == fires(Claim("TR018", "9018"))
    assert judged(expect, outcome).status == "as expected"


def test_observed_nothing() -> None:
    assert observed(Outcome("stop.xml"), select) == expecting(valid=True)


PLACED = (AT_FIRST, AT_SECOND, Claim("CS002", at=(BSN,)))
OUTCOMES = st.sets(st.sampled_from((0, 1, 2))).map(
    lambda chosen: [(FIRST, SECOND, CS002)[n] for n in sorted(chosen)]
)


@given(st.sets(st.sampled_from((0, 1, 2)), min_size=1), st.booleans(), OUTCOMES, OUTCOMES)
def test_a_case_that_names_places_accepts_no_more_than_what_was_accepted(
    named: set[int], counted: bool, came: list[Finding], other: list[Finding]
) -> None:
    expect = fires(*(replace(PLACED[n], times=1 if counted else None) for n in sorted(named)))
    proposal = proposal_of(expect, Outcome("stop.xml", findings=tuple(came)))
    assume(proposal is not None and came and other != came)
    assert proposal is not None
    assert proposal.expect is not None

    outcome = Outcome("stop.xml", findings=tuple(other))
    if judged(expect, outcome).status != "as expected":
        assert judged(proposal.expect, outcome).status != "as expected"
