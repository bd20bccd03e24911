"""Scenario files: what is wrong with one is told with its place."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from retour.errors import ScenarioError
from retour.scenarios import Scenario
from retour.scenarios.loading import load_scenarios
from retour.workspace import workspace_for
from samples import REPOSITORY

BASE = """\
title: A start
rules: iwmo/3.2
data: {bsn: "999990019"}
steps:
  - sender: gemeente
    message: WMO301
    example: 301.xml
    values: {//Client/Bsn: "{bsn}"}
  - sender: aanbieder
    message: WMO302
    answers: 1
  - about: A talk.
  - sender: aanbieder
    message: WMO305
    example: 305.xml
    same: {//StartProduct/ToewijzingNummer: {step: 1, at: //ToegewezenProduct/ToewijzingNummer}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("301", "305"):
        data = (REPOSITORY / f"scenarios/3_2/iwmo/{name}.xml").read_bytes()
        (tmp_path / f"{name}.xml").write_bytes(data)
    return tmp_path


def load(folder: Path, text: str, **data: str) -> list[Scenario]:
    file = folder / "own.scenario.yaml"
    file.write_text(dedent(text), encoding="utf-8")
    return load_scenarios(file, workspace_for(file), data)


def test_a_story(folder: Path) -> None:
    (scenario,) = load(folder, BASE)

    assert (scenario.id, scenario.title, scenario.rules) == ("own", "A start", "iwmo/3.2")
    assert [(step.number, step.sender, step.type, step.answers) for step in scenario.steps] == [
        (1, "gemeente", "WMO301", None),
        (2, "aanbieder", "WMO302", 1),
        (3, None, None, None),
        (4, "aanbieder", "WMO305", None),
    ]
    assert [step.number for step in scenario.made_by("aanbieder")] == [2, 4]
    assert scenario.steps[0].values[0].texts == ("999990019",)


def test_data_that_are_given_go_before_those_of_the_file(folder: Path) -> None:
    (scenario,) = load(folder, BASE, bsn="123456782", other="x")

    assert scenario.steps[0].values[0].texts == ("123456782",)
    assert scenario.data == {"bsn": "123456782"}


def test_a_table_tells_the_story_once_per_row(folder: Path) -> None:
    text = BASE.replace(
        "rules: iwmo/3.2", 'each: {a: {set: iwmo/3.2}, b: {set: iwmo/3.2, bsn: "123456782"}}\nrules: "{set}"'
    )

    one, other = load(folder, text)

    assert (one.id, other.id) == ("own-a", "own-b")
    assert other.steps[0].values[0].texts == ("123456782",)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("rules: iwmo/3.2", "rules: iwmo/3.9", "2:8: no rule set 'iwmo/3.9'"),
        ("answers: 1", "answers: 4", "11:14: step 4 doesn't come before this one"),
        ("answers: 1", "answers: 1\n    edit: [{remove: //Bsn}]", "9:5: 'edit' doesn't go with 'answers'"),
        ("message: WMO302", "message: WMO306", "11:14: no WMO306 answers the WMO301 of step 1"),
        (
            "sender: aanbieder\n    message: WMO302",
            "sender: gemeente\n    message: WMO302",
            "11:14: step 1 has the same sender",
        ),
        (
            "message: WMO302\n    answers: 1",
            "message: WMO302\n    example: 301.xml",
            "10:14: WMO302 is a retourbericht",
        ),
        ("step: 1", "step: 3", "16:45: step 3 has no message"),
        ("step: 1", "step: 5", "16:45: step 5 doesn't come before this one"),
        ("example: 305.xml", "example: 306.xml", "15:14: there is no file 306.xml"),
        (
            "//Client/Bsn:",
            "//Client/m:Bsn:",
            "'//Client/m:Bsn' can't be read from ':Bsn': write names without a prefix",
        ),
        ('"{bsn}"', '"{bns}"', "8:28: {bns} has no value in this row; it has bsn"),
        ("sender: gemeente", "sender: municipality", "5:13: 'sender' takes 'aanbieder' or 'gemeente'"),
        ("sender: gemeente\n", "on: 2023-02-30\n", "5:9: '2023-02-30' is no date"),
        ("  - about: A talk.", "  - absent: [//Bsn]", "'absent' goes with a message"),
        ("steps:", "stps:", "unknown key 'stps', did you mean 'steps'?"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(folder: Path, old: str, new: str, sentence: str) -> None:
    assert old in BASE

    with pytest.raises(ScenarioError) as raised:
        load(folder, BASE.replace(old, new, 1))

    assert sentence in str(raised.value)


def test_a_story_without_messages(folder: Path) -> None:
    with pytest.raises(ScenarioError, match="no step has a message: there is nothing to judge"):
        load(folder, "title: A talk\nrules: iwmo/3.2\nsteps: [{about: A talk.}]\n")


AFTER = """\
title: A stop
after: own.scenario.yaml
steps:
  - sender: gemeente
    message: WMO306
    answers: 4
"""


def load_after(folder: Path, text: str) -> list[Scenario]:
    load(folder, BASE)
    file = folder / "stop.scenario.yaml"
    file.write_text(text, encoding="utf-8")
    return load_scenarios(file, workspace_for(file))


def test_a_story_that_goes_on_from_another(folder: Path) -> None:
    (scenario,) = load_after(folder, AFTER)

    assert (scenario.id, scenario.title, scenario.rules) == ("stop", "A stop", "iwmo/3.2")
    assert [step.type for step in scenario.steps] == ["WMO301", "WMO302", None, "WMO305", "WMO306"]
    assert scenario.steps[4].answers == 4
    assert scenario.steps[4].place.file.endswith("stop.scenario.yaml")
    assert scenario.data == {"bsn": "999990019"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("other.scenario.yaml", "2:8: there is no file other.scenario.yaml to go before this one"),
        ("stop.scenario.yaml", "2:8: this story goes before itself"),
    ],
)
def test_a_story_that_goes_on_from_none(folder: Path, name: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        load_after(folder, AFTER.replace("own.scenario.yaml", name))

    assert sentence in str(raised.value)


def test_a_mistake_on_purpose_is_the_examiner_s(folder: Path) -> None:
    (scenario,) = load(folder, BASE.replace("    example: 305.xml", "    example: 305.xml\n    fires: TR019"))

    assert [step.number for step in scenario.made_by("aanbieder")] == [2]
    with pytest.raises(ScenarioError, match=r"16:12: iwmo/3\.2 has no rule 'TR018X', did you mean 'TR018'\?"):
        load(folder, BASE.replace("    example: 305.xml", "    example: 305.xml\n    fires: TR018X"))
