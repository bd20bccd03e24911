"""A story told to its end: what comes of right messages, of wrong ones, and of those that aren't there."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.scenarios import ScenarioResult
from scenario_samples import file_name, reference, replacing, sentences, shipped, tell

START = shipped()["start-iwmo-3.2"]


def statuses(result: ScenarioResult) -> list[str]:
    return [step.status for step in result.steps]


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("aanbieder", ["played", "as expected", "as expected", "played"]),
        ("gemeente", ["as expected", "played", "played", "as expected"]),
    ],
)
def test_right_messages(tmp_path: Path, side: str, expected: list[str]) -> None:
    result = tell(tmp_path, START, side)

    assert (result.status, statuses(result)) == ("as expected", expected)


def test_a_wrong_value_is_told_with_what_was_wanted_and_what_came(tmp_path: Path) -> None:
    change = replacing("<wmo305:Begindatum>2023-05-17<", "<wmo305:Begindatum>2023-05-16<")

    result = tell(tmp_path, START, "aanbieder", {3: change})

    assert result.status == "not as expected"
    assert sentences(result.steps[2]) == [
        "values: /Bericht/Client/StartProducten/StartProduct/Begindatum: wanted 2023-05-17, found 2023-05-16"
    ]


def test_a_wrong_key_names_the_step_that_it_comes_from(tmp_path: Path) -> None:
    change = replacing("ToewijzingNummer>668877<", "ToewijzingNummer>668878<")

    result = tell(tmp_path, START, "aanbieder", {3: change})

    told = sentences(result.steps[2])
    assert told[0].startswith(
        "history: /Bericht/Client/StartProducten/StartProduct: wanted no finding, found TR019 → 9019: "
    )
    assert told[1:] == [
        "keys: /Bericht/Client/StartProducten/StartProduct/ToewijzingNummer: wanted 668877, as "
        "//ToegewezenProduct/ToewijzingNummer of step 1, found 668878"
    ]


def test_keys_follow_what_the_candidate_chose(tmp_path: Path) -> None:
    change = replacing("ToewijzingNummer>668877<", "ToewijzingNummer>4711<")

    result = tell(tmp_path, START, "gemeente", {1: change})

    assert b"ToewijzingNummer>4711<" in (tmp_path / "given/03-WMO305.xml").read_bytes()
    assert statuses(result)[0] == "as expected"


def test_what_follows_a_message_that_is_missing(tmp_path: Path) -> None:
    result = tell(tmp_path, START, "gemeente", {1: None})

    assert statuses(result) == ["missing", "not played", "played", "not judged"]
    assert result.steps[3].reason == "pair: step 1 has no message"
    assert result.status == "not as expected"
    assert result.steps[0].reason == "no file is named after step 1, and none that is left is a WMO301"
    assert result.steps[1].reason == "step 1 has no message"


def test_a_message_that_its_schema_refuses(tmp_path: Path) -> None:
    change = replacing("<wmo305:StatusAanlevering>1<", "<wmo305:StatusAanlevering>7<")

    result = tell(tmp_path, START, "aanbieder", {3: change})

    layers = {layer.layer: layer.status for layer in result.steps[2].layers}
    assert layers == {
        "file": "passed",
        "envelope": "not applicable",
        "schema": "failed",
        "rules": "not reached",
        "history": "not reached",
        "values": "failed",
        "keys": "passed",
    }
    assert result.steps[3].reason == "the message of step 3 isn't valid, and no retour answers such a one"


def test_a_retour_that_answers_another_message(tmp_path: Path) -> None:
    change = replacing("<iwmo:Identificatie>WMO301S1<", "<iwmo:Identificatie>OTHER<")

    result = tell(tmp_path, START, "aanbieder", {2: change})

    assert statuses(result) == ["played", "not as expected", "as expected", "played"]
    assert sentences(result.steps[1])[0].startswith("pair: ")


def test_a_message_of_another_type_is_not_judged_by_rules(tmp_path: Path) -> None:
    other = reference(START.id)[file_name(START.steps[1])]

    result = tell(tmp_path, START, "aanbieder", {3: lambda _: other})

    assert sentences(result.steps[2]) == [
        "values: the message: wanted iwmo 3.2 WMO305, found iwmo 3.2 WMO302"
    ]
    assert {layer.layer: layer.status for layer in result.steps[2].layers}["schema"] == "not reached"


def test_a_municipality_whose_messages_must_come_in_envelopes(tmp_path: Path) -> None:
    result = tell(tmp_path, START, "gemeente", envelope=True)

    assert sentences(result.steps[0]) == [
        "envelope: the file: wanted an envelope of the GGK around the message, found the message alone"
    ]
