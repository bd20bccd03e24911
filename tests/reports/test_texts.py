"""What a person reads."""

from __future__ import annotations

from pathlib import Path

from expectations import expecting
from retour.model import (
    Case,
    Claim,
    Finding,
    Identity,
    Location,
    Outcome,
    Place,
    Problem,
    RuleSetStamp,
    Verdict,
)
from retour.reports import Tally, failure_text, findings_text, tally_in_short, tally_text
from retour.reports.terminal import expected_lines

IDENTITY = Identity.of("http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1")
STAMP = RuleSetStamp("iwmo/2.1", "2.1.0", "0123456789abcdef" * 4)
ENDS_EARLY = Finding(
    "rules", "TR018", "9018", (Location("/Bericht/Einddatum", 12), Location("/Bericht/X")), "Te vroeg."
)
NAMELESS = Finding("rules", "XX001", None)


def no_meaning(code: str) -> None:
    return None


def test_accepted() -> None:
    outcome = Outcome("stop.xml", identity=IDENTITY)

    assert findings_text(outcome, no_meaning) == "stop.xml: accepted (iwmo 2.1 WMO307)"


def test_rejected() -> None:
    outcome = Outcome("stop.xml", identity=IDENTITY, findings=(ENDS_EARLY, ENDS_EARLY, NAMELESS))

    assert findings_text(outcome, {"TR018": "Support ends before it began."}.get).splitlines() == [
        "stop.xml: rejected (iwmo 2.1 WMO307), retour codes 9018, XX001",
        "  TR018 → 9018  Support ends before it began.",
        "      stop.xml:12  /Bericht/Einddatum",
        "      stop.xml  /Bericht/X",
        "  TR018 → 9018  Support ends before it began.",
        "      stop.xml:12  /Bericht/Einddatum",
        "      stop.xml  /Bericht/X",
        "  XX001",
    ]


def test_details_stand_in_for_a_meaning() -> None:
    outcome = Outcome("stop.xml", findings=(ENDS_EARLY,))

    assert findings_text(outcome, no_meaning).splitlines()[1] == "  TR018 → 9018  Te vroeg."


def test_problem() -> None:
    outcome = Outcome("stop.xml", identity=Identity(""), problem=Problem("not-served", "no set\nserves it"))

    assert findings_text(outcome, no_meaning) == "stop.xml: error\n  no set\n  serves it"


def test_failure_with_a_problem_has_no_table() -> None:
    case = Case(
        "a",
        Place("a.cases.yaml", 3, 5),
        Path("a.cases.yaml"),
        "iwmo/2.1",
        Path("stop.xml"),
        expecting(valid=True),
    )
    outcome = Outcome("stop.xml", rules=STAMP, problem=Problem("time-limit", "not done after 5 s"))
    verdict = Verdict("error", reasons=("not done after 5 s",))

    assert failure_text(case, outcome, verdict, no_meaning, "a.cases.yaml::a").splitlines() == [
        "a.cases.yaml:3:5: a",
        "",
        "- not done after 5 s",
        "",
        "message stop.xml, rules iwmo/2.1 2.1.0 (0123456789ab)",
        "again: pytest a.cases.yaml::a",
    ]


def test_expectation_line_by_line() -> None:
    assert expected_lines(expecting(valid=True)) == ["nothing"]
    assert expected_lines(expecting(valid=False)) == ["something"]
    assert expected_lines(expecting(retour=())) == ["retour codes none"]
    assert expected_lines(
        expecting(
            fires=(Claim("TR018", "9018"), Claim("CS002")),
            silent=("TR101",),
            allow=("CD*",),
            scope=("TR*", "CS*"),
            retour=("9018", "S002"),
        )
    ) == [
        "TR018 (9018)",
        "CS002",
        "not TR101",
        "allowed CD*",
        "judging only TR*, CS*",
        "retour codes 9018, S002",
    ]


def test_tally() -> None:
    tally = Tally(STAMP)
    tally.add(["TR018", "TR018"], {"TR018": "9018"})
    tally.add(["CS002"], {"XX001": None})

    assert tally_text(tally, {"TR018", "CS002", "XX001", "TR101"}, {"CS002": "S002"}) == [
        "iwmo/2.1  version 2.1.0  sha256 0123456789abcdef  2 cases",
        "  retour  rule   expected by  fired in",
        "  S002    CS002  1            0",
        "  9018    TR018  1            1",
        "  -       XX001  0            1",
        "  no case made fire (2 of 4): CS002, TR101",
    ]


def test_tally_of_a_set_whose_every_rule_fired() -> None:
    tally = Tally(RuleSetStamp("iwmo/2.1", None, "0" * 64))
    tally.add([], {"TR018": "9018"})

    assert tally_text(tally, {"TR018"}, {}) == [
        "iwmo/2.1  version not stated  sha256 0000000000000000  1 case",
        "  retour  rule   expected by  fired in",
        "  9018    TR018  0            1",
        "  every rule of the set fired (1)",
    ]


def test_long_list_of_idle_rules_is_wrapped() -> None:
    lines = tally_text(Tally(STAMP), {f"TR{number:03}" for number in range(40)}, {})

    assert lines[1].startswith("  no case made fire (40 of 40): TR000, TR001, ")
    assert all(line.startswith("    TR") for line in lines[2:])
    assert max(map(len, lines)) <= 80


def test_tally_in_short() -> None:
    tally = Tally(STAMP)
    tally.add(["TR018"], {"TR018": "9018", "gone": None})

    assert tally_in_short(tally, {"TR018", "CS002"}) == [
        "iwmo/2.1  version 2.1.0  sha256 0123456789abcdef  1 case",
        "  1 of 2 rules fired; -v lists them, and those that didn't",
    ]
