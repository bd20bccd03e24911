"""Scenarios told with the examiner's own messages as the candidate's, or with messages that are made wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from retour.engines import Engines
from retour.messages import parse_message
from retour.messages.edits import apply_edits
from retour.messages.edits.set import SetText
from retour.model import Edit, Place, Sender
from retour.scenarios import Judge, Scenario, ScenarioResult, examples, matched, shipped_scenarios, told
from retour.scenarios.model import StepResult, StoryStep
from retour.scenarios.values import text_at
from retour.workspace import Workspaces
from samples import REPOSITORY

Change = Callable[[bytes], bytes]

ENGINE = Engines(workers=0)
WORKSPACES = Workspaces(REPOSITORY)


@cache
def shipped() -> Mapping[str, Scenario]:
    """The scenarios that come along, by id."""
    return {scenario.id: scenario for scenario in shipped_scenarios(WORKSPACES)}


def judge_of(scenario: Scenario, *, envelope: bool = False) -> Judge:
    workspace = WORKSPACES.of(REPOSITORY)
    return Judge(scenario, workspace, ENGINE, scenario.rules, scenario.file.parent, envelope)


@cache
def reference(scenario_id: str) -> Mapping[str, bytes]:
    """The examiner's messages of all steps, by file name."""
    return examples(judge_of(shipped()[scenario_id]))


def file_name(step: StoryStep) -> str:
    return f"{step.number:02}-{step.type}.xml"


def tell(
    folder: Path,
    scenario: Scenario,
    side: Sender,
    changes: Mapping[int, Change | None] | None = None,
    *,
    envelope: bool = False,
) -> ScenarioResult:
    """Tell a scenario with the examiner's messages as those of the candidate.

    Args:
        folder: an empty one.
        changes: what is done to the message of a step; None leaves it out.
    """
    made = folder / "made"
    made.mkdir(parents=True)
    for step in scenario.made_by(side):
        change = (changes or {}).get(step.number, bytes)
        if change is not None:
            (made / file_name(step)).write_bytes(change(reference(scenario.id)[file_name(step)]))
    candidate = matched(made, "made", scenario, side, WORKSPACES.of(REPOSITORY))
    given = folder / "given"
    given.mkdir()
    return told(judge_of(scenario, envelope=envelope), side, candidate, given)


def replacing(old: str, new: str) -> Change:
    """Puts one text in the place of another, which must be there."""

    def change(data: bytes) -> bytes:
        text = data.decode()
        assert old in text, f"{old} is not in the message"
        return text.replace(old, new, 1).encode()

    return change


def sentences(result: StepResult) -> list[str]:
    """What isn't as wanted, each with its part of the verdict."""
    return [f"{each.layer}: {each.text}" for each in result.deviations]


def setting(path: str, text: str) -> Change:
    """Gives the one element at a path another text."""
    edit = Edit(SetText.model_validate({"set": path, "to": text}), Place("test"))
    return lambda data: apply_edits(data, [edit], "test", lambda parent, name: None)


def text_in(data: bytes, path: str) -> str:
    """The text of the one element at a path of a message."""
    found = text_at(parse_message(data, "test").root, path)
    assert isinstance(found, str), found
    return found


def another(text: str) -> str:
    """A text of the same kind: another date, number or word."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return "2023-02-03" if text.startswith("2023") else "2017-02-03"
    return "".join("1" if char != "1" else "2" for char in text) if text.isdigit() else f"{text[:-1]}X"
