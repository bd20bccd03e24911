"""What a case expects of levels, and which levels it judges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour.cases import load_cases
from retour.cases.expect import claims
from retour.cases.writing import expectation_data
from retour.errors import CaseFileError
from retour.model import Claim, Expectation

Write = Callable[..., Path]


def expectation(cases: Write, expect: str, more: str = "") -> Expectation:
    (case,) = load_cases(cases(f"message: accepted.xml\n{more}cases: [{{id: a, expect: {expect}}}]\n"))
    return case.expect


@pytest.mark.parametrize(
    ("written", "claimed"),
    [
        ("{schema: invalid}", (Claim("invalid", level="schema"),)),
        ("{file: [bom]}", (Claim("bom", level="file"),)),
        (
            "{schema: [{code: pattern, at: //Bsn, times: 2}]}",
            (Claim("pattern", at=("//Bsn",), times=2, level="schema"),),
        ),
        (
            "{fires: [TR018], file: [line-ends]}",
            (Claim("line-ends", level="file"), Claim("TR018")),
        ),
    ],
)
def test_claims_of_levels(cases: Write, written: str, claimed: tuple[Claim, ...]) -> None:
    assert claims(expectation(cases, written)) == claimed


@pytest.mark.parametrize(
    "written",
    [
        "{schema: invalid, mentions: Bsn}",
        "{messages: []}",
        "{messages: [a*, 'b c']}",
        "{file: [line-ends], fires: [TR018]}",
        "{file: [bom, line-ends]}",
    ],
)
def test_expectations_are_written_as_they_are_read(cases: Write, written: str) -> None:
    from retour.cases.writing import flow_text

    expect = expectation(cases, written)
    again = expectation(cases, flow_text(expectation_data(expect)))

    assert again == expect


def test_valid_with_a_warning(cases: Write) -> None:
    assert expectation(cases, "{valid: true, file: [line-ends]}")


@pytest.mark.parametrize(
    ("expect", "more", "error"),
    [
        ("{file: [bon]}", "", "2:33: the level file has no code 'bon', did you mean 'bom'?"),
        ("{schema: []}", "", "2:34: 'schema' takes at least one item"),
        ("{shema: invalid}", "", "2:26: unknown key 'shema', did you mean 'schema'?"),
        ("{valid: true, file: [bom]}", "", "2:25: expects a valid message and findings: it could not pass"),
        ("{fires: [TR018], mentions: x}", "", "2:25: 'mentions' goes with what is expected of a level: "),
        (
            "{schema: invalid}",
            "levels: [rules]\n",
            "3:26: the level schema isn't judged here, `levels` leaves it out: the case could not pass",
        ),
        (
            "{messages: [x]}",
            "levels: [schema]\n",
            "3:26: the level rules isn't judged here, `levels` leaves it out: no stylesheet says a message",
        ),
        ("valid", "levels: [rulez]\n", "2:10: each item of 'levels' takes 'file', 'envelope', "),
        (
            "{file: [bom, bom]}",
            "",
            "2:38: the same finding is claimed twice: say `times: 2` instead",
        ),
    ],
)
def test_errors(cases: Write, expect: str, more: str, error: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        expectation(cases, expect, more)

    assert str(caught.value).startswith(f"stop.cases.yaml:{error}"), str(caught.value)
