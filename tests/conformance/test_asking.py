"""Cases at the strictness of a profile: what a subject is held to, and what it is spared with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour.cases import load_cases
from retour.conformance.asking import asked_of
from retour.model import Case
from retour.reports.terminal import expected_lines
from retour.subjects.description import SutFields, SystemUnderTest
from retour.workspace import workspace_for

Cases = Callable[..., Path]


def subject(**fields: object) -> SystemUnderTest:
    given = {"name": "Puppet", "version": "1", "command": ["judge"], "answers": "rapport", **fields}
    return SystemUnderTest(SutFields.model_validate(given), "puppet.yaml", Path())


def asked(cases: Cases, text: str, made: SystemUnderTest) -> Case:
    file = cases(
        "message: tr018.xml\ncases:\n  - id: one\n" + "".join(f"    {line}\n" for line in text.split("; "))
    )
    (case,) = load_cases(file)
    return asked_of(case, made, workspace_for(file))


CLAIM = "expect: {fires: [{code: TR018, retour: '9018', at: //Einddatum, times: 1, details: x*}]}"


@pytest.mark.parametrize(
    ("fields", "text", "held_to"),
    [
        ({}, CLAIM, ["TR018 (9018) at //Einddatum × 1"]),
        ({"profile": "codes"}, CLAIM, ["TR018 (9018)"]),
        ({"profile": "accepted"}, CLAIM, ["something"]),
        ({"answers": "retour", "profile": "codes"}, CLAIM, ["retour codes 9018"]),
        (
            {"answers": "codes", "codes": "retour"},
            "expect: {fires: [TR018, CS002]}",
            ["retour codes 9018, S002"],
        ),
        ({"answers": "codes", "codes": "retour"}, "expect: valid", ["retour codes none"]),
        ({"profile": "accepted"}, "expect: valid", ["nothing"]),
        ({"profile": "accepted"}, "expect: {valid: false}", ["something"]),
        ({"profile": "accepted"}, "expect: {retour: ['9018']}", ["something"]),
        ({"profile": "accepted"}, "expect: {retour: []}", ["nothing"]),
        ({"profile": "accepted"}, "expect: {fires: [TR018], allow: ['*']}", ["something"]),
        ({"profile": "accepted"}, "expect: {fires: []}", ["nothing"]),
        ({"profile": "accepted"}, "expect: {not: [TR018]}", ["nothing"]),
        ({}, "expect: {schema: invalid}", ["something"]),
        ({}, "expect: {file: [dtd]}", ["something"]),
        ({}, "expect: {not: [{code: TR018, evaluated: true}]}", ["nothing", "not TR018"]),
        ({}, "expect: {fires: [TR018], messages: [a*]}", ["TR018"]),
    ],
)
def test_what_a_subject_is_held_to(
    cases: Cases, fields: dict[str, object], text: str, held_to: list[str]
) -> None:
    case = asked(cases, text, subject(**fields))

    assert (case.skip, expected_lines(case.expect)) == (None, held_to)


@pytest.mark.parametrize(
    ("fields", "text", "reason"),
    [
        (
            {"profile": "accepted"},
            "expect: {not: [TR018], allow: ['CS*']}",
            "it leaves open whether the message is accepted",
        ),
        (
            {"profile": "accepted"},
            "expect: {fires: [], scope: ['CS*']}",
            "it leaves open whether the message is accepted",
        ),
        (
            {"answers": "retour", "profile": "codes"},
            "expect: {fires: [TR018], allow: ['CS*']}",
            "it names rules that may fire or that it looks at, and the subject tells retour codes alone",
        ),
        (
            {},
            "expect: {error: dynamic}",
            "it expects that the rule set stops, of which a subject tells nothing",
        ),
        ({}, "expect: {messages: [a*]}", "it expects what a subject doesn't tell: messages"),
        ({}, "xfail: broken; expect: valid", "it is expected to fail: broken"),
        (
            {},
            "expect: valid; known: {fires: [TR018]}",
            "its rule set is known to do otherwise than is right",
        ),
        (
            {},
            "expect: valid; sent: 2017-06-01T12:00",
            "Puppet: it can't be told when a message is sent, and by whom",
        ),
        (
            {},
            "expect: valid; levels: [schema]",
            "Puppet: it judges messages as a whole, and here file and rules would be left out",
        ),
        (
            {},
            "expect: valid; history: [accepted.xml]",
            "Puppet: it takes no earlier messages (`takes: [history]`)",
        ),
        (
            {},
            "expect: valid; heen: accepted.xml",
            "Puppet: it is given a message, and no heenbericht beside it",
        ),
        ({"messages": ["WMO305"]}, "expect: valid", "Puppet: it doesn't judge WMO307 (`messages`)"),
    ],
)
def test_what_it_is_spared_and_why(cases: Cases, fields: dict[str, object], text: str, reason: str) -> None:
    assert asked(cases, text, subject(**fields)).skip == reason


def test_a_subject_that_takes_history_is_given_it(cases: Cases) -> None:
    made = subject(command=["judge", "{message}", "{history}"], takes=["history"])

    assert asked(cases, "expect: valid; history: [accepted.xml]", made).skip is None


def test_stylesheet_parameters_are_for_stylesheets() -> None:
    from samples import REPOSITORY

    file = REPOSITORY / "fixtures" / "common" / "307" / "values.cases.yaml"
    workspace = workspace_for(file)
    given = [case for case in load_cases(file, workspace) if case.parameters]

    skipped = {asked_of(case, subject(), workspace).skip for case in given}
    assert skipped == {"Puppet: it takes no stylesheet parameters (inferred-rules)"}
