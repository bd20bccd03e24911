"""The scenarios that come along: right messages pass, and each mistake is found with a sentence that says all of it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from retour.messages import parse_message, select_nodes
from retour.scenarios import SIDES, Scenario, ScenarioResult, results_text
from retour.scenarios.model import StoryStep
from retour.scenarios.values import differing_keys, differing_values
from retour.text.paths import printed_path
from scenario_samples import another, file_name, reference, setting, shipped, tell, text_in

pytestmark = pytest.mark.long

SCENARIOS = shipped()

BREAKS_A_RULE = {"319": ("//VerzoekAntwoord", "2")}
"""What breaks a rule of a message that has no client; any other has a Bsn, which can fail the 11-test."""

ACROSS = {
    "ReferentieAanbieder": {"TR379", "TR355"},
    "StopProduct": {"TR019", "TR063"},
    "StartProduct": {"TR019"},
    "Prestatie": {"TR338"},
}
"""The rules across messages that a wrong key breaks, by what its path names. An allocation may have any number of its own."""

ANSWERS = [
    (name, side)
    for name, scenario in SCENARIOS.items()
    for side in SIDES
    if any(step.answers is not None for step in scenario.made_by(side))
]


def with_keys(scenario: Scenario) -> StoryStep:
    """The last message that has something in common with an earlier one."""
    return [step for step in scenario.steps if step.same and not step.fires][-1]


def text_of(result: ScenarioResult) -> str:
    return results_text([result])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SCENARIOS)
def test_right_messages_pass(tmp_path: Path, name: str, side: str) -> None:
    result = tell(tmp_path, SCENARIOS[name], side)

    assert result.status == "as expected", text_of(result)
    made = [step.step for step in result.steps if step.status == "as expected"]
    assert tuple(made) == SCENARIOS[name].made_by(side) != ()


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_given_value_is_held(name: str) -> None:
    """Every value and key of every step, one at a time, in the message alone."""
    for step in SCENARIOS[name].steps:
        if step.type is None or step.fires:
            continue
        root = parse_message(reference(name)[file_name(step)], "test").root
        assert list(differing_values(root, step)) == []
        for path, wanted in [(given.path, given.texts) for given in step.values]:
            changed = deepcopy(root)
            (node,) = select_nodes(changed, path)
            node.element.text = found = another(node.element.text or "")
            told = [each.text for each in differing_values(changed, step)]
            assert f"{printed_path(node.element)}: wanted {' or '.join(wanted)}, found {found}" in told
        for key in step.same:
            changed = deepcopy(root)
            (node,) = select_nodes(changed, key.path)
            wanted_text = node.element.text or ""
            node.element.text = found = another(wanted_text)
            deviations, unknown = differing_keys(
                changed, step, lambda each: text_in(_sent(name, each.step), each.at)
            )
            assert unknown == []
            assert (
                f"{printed_path(node.element)}: wanted {wanted_text}, as {key.at} of step {key.step}, found {found}"
            ) in [each.text for each in deviations]


def _sent(name: str, number: int) -> bytes:
    return reference(name)[file_name(SCENARIOS[name].steps[number - 1])]


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_wrong_value(tmp_path: Path, name: str) -> None:
    step = with_keys(SCENARIOS[name])
    given = step.values[-1]
    found = another(given.texts[0])

    result = tell(tmp_path, SCENARIOS[name], step.sender or "", {step.number: setting(given.path, found)})

    assert result.status == "not as expected"
    told = [line for line in text_of(result).splitlines() if f"step {step.number}, values: " in line]
    assert len(told) == 1
    assert f"wanted {' or '.join(given.texts)}, found {found}" in told[0]
    others = [each.status for each in result.steps if each.step is not step]
    assert set(others) <= {"played", "as expected", "no message", "not played", "not judged"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_wrong_key(tmp_path: Path, name: str) -> None:
    scenario = SCENARIOS[name]
    step = with_keys(scenario)
    key = step.same[0]
    wanted = text_in(_sent(name, key.step), key.at)
    found = another(wanted)

    result = tell(tmp_path, scenario, step.sender or "", {step.number: setting(key.path, found)})

    lines = [line.strip() for line in text_of(result).splitlines()]
    assert any(
        line.startswith(f"step {step.number}, keys: ")
        and f"wanted {wanted}, as {key.at} of step {key.step}, found {found}" in line
        for line in lines
    )
    wanted_codes = next((codes for part, codes in ACROSS.items() if part in key.path), None)
    if scenario.rules.endswith("/3.2") and wanted_codes is not None:
        deviations = result.steps[step.number - 1].deviations
        assert {each.found for each in deviations if each.layer == "history"} & wanted_codes


@pytest.mark.parametrize(
    "name", [name for name in SCENARIOS if name.startswith("allocation") and "3.2" in name]
)
def test_an_allocation_with_the_identification_of_an_earlier_one(tmp_path: Path, name: str) -> None:
    scenario = SCENARIOS[name]
    step = with_keys(scenario)
    used = text_in(_sent(name, 1), "//BerichtIdentificatie/Identificatie")

    result = tell(
        tmp_path, scenario, "gemeente", {step.number: setting("//BerichtIdentificatie/Identificatie", used)}
    )

    (told,) = [line for line in text_of(result).splitlines() if f"step {step.number}, history: " in line]
    assert (
        "/Bericht/Header/BerichtIdentificatie/Identificatie: wanted no finding, found TR056 → 9056: " in told
    )


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_message_that_its_schema_refuses(tmp_path: Path, name: str) -> None:
    step = with_keys(SCENARIOS[name])

    result = tell(
        tmp_path, SCENARIOS[name], step.sender or "", {step.number: setting("//Header/BerichtVersie", "9")}
    )

    assert f"step {step.number}, schema: /Bericht/Header/BerichtVersie: wanted no finding, found " in text_of(
        result
    )
    layers = {layer.layer: layer.status for layer in result.steps[step.number - 1].layers}
    assert (layers["rules"], layers["values"], layers["keys"]) == ("not reached", "passed", "passed")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_message_that_breaks_a_rule(tmp_path: Path, name: str) -> None:
    step = with_keys(SCENARIOS[name])
    path, text = BREAKS_A_RULE.get((step.type or "")[-3:], ("//Client/Bsn", "999990018"))

    result = tell(tmp_path, SCENARIOS[name], step.sender or "", {step.number: setting(path, text)})

    (rules,) = [layer for layer in result.steps[step.number - 1].layers if layer.layer == "rules"]
    assert rules.status == "failed"
    assert f"step {step.number}, rules: " in text_of(result)


@pytest.mark.parametrize(("name", "side"), ANSWERS)
def test_an_answer_to_another_message(tmp_path: Path, name: str, side: str) -> None:
    scenario = SCENARIOS[name]
    step = [each for each in scenario.made_by(side) if each.answers is not None][-1]
    path = next(
        path
        for path in (
            "//DeclaratieIdentificatie/Identificatie",
            "//BerichtIdentificatie/Identificatie",
            "//DeclarantFactuurNummer",
        )
        if select_nodes(parse_message(_sent(name, step.number), "test").root, path)
    )

    result = tell(tmp_path, scenario, side, {step.number: setting(path, "OTHER")})

    assert [each.status for each in result.steps if each.file and each.step is not step] == [
        "as expected"
    ] * (len(scenario.made_by(side)) - 1)
    told = [each for each in result.steps[step.number - 1].deviations if each.layer == "pair"]
    assert told
    assert "OTHER" in told[0].text
