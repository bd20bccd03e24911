"""Expected against observed: what makes a case fail, and in which words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from expectations import expecting
from retour.cases.expect import describe
from retour.cases.verdicts import judge
from retour.messages import PathError, find_paths
from retour.messages.reading import parse_message
from retour.model import Claim, Expectation, Finding, Location, Outcome, Place, Problem, Verdict
from samples import MESSAGE

ROOT = parse_message(MESSAGE.encode(), "stop.xml").root
FIRST_END = "/Bericht/Clienten/Client/StopProduct[1]/Einddatum"
SECOND_END = "/Bericht/Clienten/Client/StopProduct[2]/Einddatum"
BSN = "/Bericht/Clienten/Client/Bsn"

FIRST = Finding("rules", "TR018", "9018", (Location(FIRST_END, 9),), "De Einddatum ligt vóór de Begindatum.")
SECOND = Finding(
    "rules", "TR018", "9018", (Location(SECOND_END, 13),), "De Einddatum ligt vóór de Begindatum."
)
CS002 = Finding("rules", "CS002", "S002", (Location(BSN, 5),))
NO_CODE = Finding("rules", "XX001", None)


def verdict(expectation: Expectation, *findings: Finding, checked: tuple[str, ...] = ()) -> Verdict:
    return judge(
        expectation, Outcome("stop.xml", findings=findings), lambda path: find_paths(ROOT, path), checked
    )


def fires(*claims: Claim | str) -> Expectation:
    return expecting(fires=tuple(Claim(claim) if isinstance(claim, str) else claim for claim in claims))


AS_EXPECTED = {
    "valid-and-nothing-fires": (expecting(valid=True), ()),
    "invalid-and-something-fires": (expecting(valid=False), (CS002, FIRST)),
    "no-findings": (fires(), ()),
    "short-form": (fires("TR018"), (FIRST,)),
    "short-form-means-once-or-more": (fires("TR018"), (FIRST, SECOND)),
    "order-of-claims-is-free": (fires("TR018", "CS002"), (CS002, FIRST)),
    "times": (fires(Claim("TR018", times=2)), (FIRST, SECOND)),
    "retour-of-a-claim": (fires(Claim("TR018", retour="9018")), (FIRST,)),
    "details-glob": (fires(Claim("TR018", details="*vóór de Begindatum?")), (FIRST,)),
    "at-absolute": (fires(Claim("TR018", at=(FIRST_END,))), (FIRST,)),
    "at-relative": (fires(Claim("TR018", at=("//StopProduct[1]/Einddatum",))), (FIRST,)),
    "at-several-nodes": (fires(Claim("TR018", at=("//Einddatum",), times=2)), (FIRST, SECOND)),
    "two-claims-of-one-rule": (
        fires(Claim("TR018", at=(FIRST_END,), times=1), Claim("TR018", at=(SECOND_END,), times=1)),
        (FIRST, SECOND),
    ),
    "not": (expecting(fires=(Claim("CS002"),), silent=("TR018",)), (CS002,)),
    "allow": (expecting(fires=(), allow=("CS002",)), (CS002,)),
    "allow-glob": (expecting(valid=True, allow=("TR*",)), (FIRST, SECOND)),
    "allowed-and-claimed": (expecting(fires=(Claim("TR018", times=1),), allow=("TR*",)), (FIRST,)),
    "scope": (expecting(fires=(Claim("TR018"),), scope=("TR*",)), (FIRST, CS002)),
    "valid-within-scope": (expecting(valid=True, scope=("TR*",)), (CS002,)),
    "retour-codes": (expecting(retour=("S002", "9018")), (FIRST, CS002, SECOND)),
    "retour-codes-none": (expecting(retour=()), ()),
    "retour-codes-within-scope": (expecting(retour=("9018",), scope=("TR*",)), (FIRST, CS002)),
    "retour-codes-beside-allowed": (expecting(retour=("9018",), allow=("CS002",)), (FIRST, CS002)),
}


@pytest.mark.parametrize(("expectation", "findings"), AS_EXPECTED.values(), ids=AS_EXPECTED.keys())
def test_as_expected(expectation: Expectation, findings: tuple[Finding, ...]) -> None:
    assert verdict(expectation, *findings) == Verdict("as expected")


NOT_AS_EXPECTED = {
    "valid-and-something-fires": (
        expecting(valid=True),
        (CS002,),
        [f"CS002 fired at {BSN}, which the case doesn't name"],
    ),
    "invalid-and-nothing-fires": (
        expecting(valid=False),
        (),
        ["nothing fired, where the case expects an invalid message"],
    ),
    "invalid-and-only-a-warning": (
        expecting(valid=False, allow=("CS002",)),
        (replace(CS002, severity="warning"),),
        ["nothing that fired rejects the message, where the case expects an invalid one"],
    ),
    "invalid-within-scope": (
        expecting(valid=False, scope=("TR*",)),
        (CS002,),
        ["nothing fired, where the case expects an invalid message"],
    ),
    "exact-by-default": (
        fires("TR018"),
        (FIRST, CS002),
        [f"CS002 fired at {BSN}, which the case doesn't name"],
    ),
    "invalid-with-claims-is-exact": (
        expecting(valid=False, fires=(Claim("TR018"),)),
        (FIRST, CS002),
        [f"CS002 fired at {BSN}, which the case doesn't name"],
    ),
    "finding-without-location": (fires(), (NO_CODE,), ["XX001 fired, which the case doesn't name"]),
    "did-not-fire": (fires("TR018"), (), ["TR018 did not fire"]),
    "missing-and-unexpected": (
        fires("TR018"),
        (CS002,),
        ["TR018 did not fire", f"CS002 fired at {BSN}, which the case doesn't name"],
    ),
    "fired-less-often": (
        fires(Claim("TR018", times=2)),
        (FIRST,),
        ["TR018 was expected 2 times, but fired once"],
    ),
    "fired-more-often": (
        fires(Claim("TR018", times=1)),
        (FIRST, SECOND),
        ["TR018 was expected once, but fired 2 times"],
    ),
    "another-retour-code": (
        fires(Claim("TR018", retour="0001")),
        (FIRST,),
        [
            "TR018 fired, but not with 0001",
            f"TR018 fired at {FIRST_END}, which the case doesn't name",
        ],
    ),
    "other-details": (
        fires(Claim("TR018", details="*Ingangsdatum*")),
        (FIRST,),
        [
            "TR018 fired, but not with details '*Ingangsdatum*'",
            f"TR018 fired at {FIRST_END}, which the case doesn't name",
        ],
    ),
    "no-details": (
        fires(Claim("CS002", details="?*")),
        (CS002,),
        [
            "CS002 fired, but not with details '?*'",
            f"CS002 fired at {BSN}, which the case doesn't name",
        ],
    ),
    "elsewhere": (
        fires(Claim("TR018", at=("//StopProduct[2]/Einddatum",))),
        (FIRST,),
        [
            "TR018 fired, but not at //StopProduct[2]/Einddatum",
            f"TR018 fired at {FIRST_END}, which the case doesn't name",
        ],
    ),
    "not-at-all-places": (
        fires(Claim("TR018", at=(FIRST_END, SECOND_END))),
        (FIRST,),
        [
            f"TR018 fired, but not at {FIRST_END} and {SECOND_END}",
            f"TR018 fired at {FIRST_END}, which the case doesn't name",
        ],
    ),
    "not": (
        expecting(silent=("TR018",), retour=("9018",)),
        (FIRST,),
        [f"TR018 fired at {FIRST_END}, where the case says it must stay silent"],
    ),
    "not-and-exact": (
        expecting(silent=("TR018",)),
        (FIRST, CS002),
        [
            f"TR018 fired at {FIRST_END}, where the case says it must stay silent",
            f"CS002 fired at {BSN}, which the case doesn't name",
        ],
    ),
    "not-though-allowed": (
        expecting(valid=True, silent=("TR018",), allow=("TR*",)),
        (FIRST,),
        [f"TR018 fired at {FIRST_END}, where the case says it must stay silent"],
    ),
    "not-though-out-of-scope": (
        expecting(valid=True, silent=("TR018",), scope=("CS*",)),
        (FIRST,),
        [f"TR018 fired at {FIRST_END}, where the case says it must stay silent"],
    ),
    "retour-code-absent": (
        expecting(retour=("9018", "S002")),
        (FIRST,),
        ["retour code S002 was expected and did not come"],
    ),
    "retour-code-too-many": (
        expecting(retour=("9018",)),
        (FIRST, CS002),
        ["retour code S002 came, which the case doesn't name"],
    ),
    "rule-without-retour-code": (
        expecting(retour=()),
        (NO_CODE,),
        ["XX001 fired without a retour code, which the case doesn't name"],
    ),
    "retour-codes-and-claims": (
        expecting(fires=(Claim("TR018"),), retour=("9018",)),
        (FIRST, CS002),
        [
            f"CS002 fired at {BSN}, which the case doesn't name",
            "retour code S002 came, which the case doesn't name",
        ],
    ),
    "valid-and-retour-codes": (
        expecting(valid=True, retour=("9018",)),
        (FIRST,),
        [f"TR018 fired at {FIRST_END}, which the case doesn't name"],
    ),
}


@pytest.mark.parametrize(
    ("expectation", "findings", "reasons"), NOT_AS_EXPECTED.values(), ids=NOT_AS_EXPECTED.keys()
)
def test_not_as_expected(expectation: Expectation, findings: tuple[Finding, ...], reasons: list[str]) -> None:
    given = verdict(expectation, *findings)

    assert given.status == "not as expected"
    assert list(given.reasons) == reasons


def test_missing_and_unexpected_are_told_apart() -> None:
    given = verdict(fires("TR018"), CS002)

    assert given.missing == (Claim("TR018"),)
    assert given.unexpected == (CS002,)


def test_rule_that_is_not_implemented_for_this_message() -> None:
    given = verdict(fires("TR018"), checked=("CS002",))

    assert given.reasons == ("TR018 did not fire: the set has no TR018 for this type of message",)


def test_at_that_selects_nothing_is_an_error() -> None:
    claim = Claim("TR018", at=(FIRST_END, "//Iban"), place=Place("stop.cases.yaml", 6, 11))

    given = verdict(fires(claim), FIRST)

    assert given.status == "error"
    assert given.reasons == ("stop.cases.yaml:6:11: at //Iban selects nothing in this message",)
    assert given.problem == Problem("case-file", given.reasons[0])


def test_at_that_can_not_be_worked_out_is_an_error() -> None:
    def select(path: str) -> list[str]:
        raise PathError(f"{path!r} can't be worked out on this message: write a simpler path")

    claim = Claim("TR018", at=("//Iban",), place=Place("stop.cases.yaml", 6, 11))

    given = judge(fires(claim), Outcome("stop.xml", findings=(FIRST,)), select, ())

    assert given.status == "error"
    assert given.reasons == (
        "stop.cases.yaml:6:11: '//Iban' can't be worked out on this message: write a simpler path",
    )


def test_problem_is_an_error_whatever_is_expected() -> None:
    problem = Problem("time-limit", "not done after 1 s")
    outcome = Outcome("stop.xml", problem=problem)

    for expectation in (
        expecting(valid=True),
        expecting(valid=False),
        fires("TR018"),
        expecting(retour=()),
    ):
        assert judge(expectation, outcome, lambda path: (), ()) == Verdict(
            "error", reasons=("not done after 1 s",), problem=problem
        )


def test_claim_in_one_line() -> None:
    claim = Claim("TR018", "9018", ("//Begindatum", "//Einddatum"), 2, "*vóór*")

    assert describe(claim) == "TR018 (9018) at //Begindatum and //Einddatum with details '*vóór*' × 2"
