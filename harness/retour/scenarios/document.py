"""What came of scenarios, and what their stories are, as JSON documents, with their schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Annotated

from pydantic import Field

from retour.model import Sender
from retour.reports.schema import Digest, RulesPart, UndecidedPart
from retour.reports.site.hiding import MessageValues
from retour.scenarios.model import (
    LayerStatus,
    Scenario,
    ScenarioResult,
    ScenarioStatus,
    StepResult,
    StepStatus,
    StoryStep,
)
from retour.text.json_schema import DocumentPart, Schema, schema_of

Number = Annotated[int, Field(ge=1)]


class DeviationPart(DocumentPart):
    """One thing that isn't as wanted."""

    path: str | None
    """Of the element; null where none is meant."""
    line: Number | None
    """Of the message, counted from 1; of the one inside, where it lies in an envelope."""
    wanted: str | None
    found: str | None
    text: str
    """A sentence that says all of it."""


class LayerPart(DocumentPart):
    """How a message fared at one part of its verdict."""

    layer: str
    """A level, such as schema or history; values, those that the scenario gives; keys, those of earlier messages."""
    status: LayerStatus
    deviations: list[DeviationPart]
    reason: str | None
    """Why it wasn't judged, or not reached."""


class StepPart(DocumentPart):
    """What came of a step of the story."""

    step: Number
    sender: Sender | None
    type: str | None
    """Of the message, such as WMO305; null where the step has none."""
    status: StepStatus
    """`played`: the examiner makes this message; `not judged`: a part of the verdict that was asked for couldn't be reached."""
    file: str | None
    """The message of the candidate, as it was handed in."""
    size: Annotated[int, Field(ge=0)] | None
    """Of that file, in bytes."""
    sha256: Digest | None
    reason: str | None
    """Why there is no message, or no verdict."""
    layers: list[LayerPart]
    undecided: list[UndecidedPart]


class ScenarioPart(DocumentPart):
    """What came of a scenario."""

    scenario: str
    title: str
    side: Sender
    """The side that the candidate's software works for."""
    status: ScenarioStatus
    rules: RulesPart | None
    data: dict[str, str]
    """The test data of the story, by name."""
    steps: list[StepPart]
    unused: list[str]
    """Files that belong to no step."""


class ScenarioResultsDocument(DocumentPart):
    """The verdicts on the messages that somebody's software made for scenarios."""

    harness: str
    engine: str
    scenarios: list[ScenarioPart]


class GivenPart(DocumentPart):
    """A value that a message must have."""

    path: str
    wanted: list[str]
    """Any of these; empty where there must be no such element."""


class KeyPart(DocumentPart):
    """A value that a message must have because an earlier one has it."""

    path: str
    step: Number
    at: str


class StoryStepPart(DocumentPart):
    """One step of a story."""

    step: Number
    about: str | None
    sender: Sender | None
    on: str | None
    """The day on which it happens, such as 2023-01-05."""
    type: str | None
    answers: Number | None
    """The step whose message this one answers."""
    values: list[GivenPart]
    same: list[KeyPart]
    fires: list[str]
    """The rules that the message breaks on purpose: the examiner makes it for both sides."""


class StoryPart(DocumentPart):
    """A story in steps."""

    scenario: str
    title: str
    about: str | None
    rules: str
    data: dict[str, str]
    steps: list[StoryStepPart]


class StoriesDocument(DocumentPart):
    """Scenarios, and what each of their messages must be like."""

    harness: str
    scenarios: list[StoryPart]


class TaskDocument(DocumentPart):
    """A message that a command is to make."""

    scenario: str
    data: dict[str, str]
    """The test data of the story, by name."""
    step: StoryStepPart
    keys: dict[str, str]
    """The texts that the message must have in common with earlier ones, by path."""


def results_document(results: Sequence[ScenarioResult], engine: str, *, values: bool = False) -> str:
    """What came of scenarios; the same results give the same bytes.

    Args:
        values: whether values of the candidate's messages may stand in it; without it `…` stands for each.
    """
    parts = [_scenario(result, values) for result in results]
    return _written(ScenarioResultsDocument(harness=_harness(), engine=engine, scenarios=parts))


def stories_document(scenarios: Sequence[Scenario]) -> str:
    """The stories of scenarios."""
    return _written(StoriesDocument(harness=_harness(), scenarios=[story_part(each) for each in scenarios]))


def task_document(scenario: Scenario, step: StoryStep, keys: Mapping[str, str]) -> str:
    """A message that a command is to make."""
    return _written(
        TaskDocument(scenario=scenario.id, data=dict(scenario.data), step=_story_step(step), keys=dict(keys))
    )


def task_schema() -> Schema:
    """The schema of the file that a command finds at `{task}`."""
    return schema_of(TaskDocument, "A message to be made (retour conform produces --command, {task})")


def results_schema() -> Schema:
    """The schema of `retour conform produces --format json`."""
    return schema_of(
        ScenarioResultsDocument, "Verdicts on messages for scenarios (retour conform produces --format json)"
    )


def stories_schema() -> Schema:
    """The schema of `retour conform scenarios --format json`."""
    return schema_of(StoriesDocument, "Stories of scenarios (retour conform scenarios --format json)")


def story_part(scenario: Scenario) -> StoryPart:
    """One story."""
    return StoryPart(
        scenario=scenario.id,
        title=scenario.title,
        about=None if scenario.about is None else " ".join(scenario.about.split()),
        rules=scenario.rules,
        data=dict(scenario.data),
        steps=[_story_step(step) for step in scenario.steps],
    )


def _story_step(step: StoryStep) -> StoryStepPart:
    return StoryStepPart(
        step=step.number,
        about=step.about,
        sender=step.sender,
        on=None if step.on is None else step.on.isoformat(),
        type=step.type,
        answers=step.answers,
        values=[GivenPart(path=each.path, wanted=list(each.texts)) for each in (*step.values, *step.absent)],
        same=[KeyPart(path=each.path, step=each.step, at=each.at) for each in step.same],
        fires=list(step.fires),
    )


def _scenario(result: ScenarioResult, values: bool) -> ScenarioPart:
    stamp = next((each.outcome.rules for each in result.steps if each.outcome and each.outcome.rules), None)
    return ScenarioPart(
        scenario=result.scenario.id,
        title=result.scenario.title,
        side=result.side,
        status=result.status,
        rules=None if stamp is None else RulesPart(id=stamp.id, version=stamp.version, sha256=stamp.sha256),
        data=dict(result.scenario.data),
        steps=[_step(each, values) for each in result.steps],
        unused=list(result.unused),
    )


def _step(result: StepResult, values: bool) -> StepPart:
    hidden = MessageValues(None if values else result.text)
    undecided = () if result.outcome is None or result.file is None else result.outcome.undecided
    return StepPart(
        step=result.step.number,
        sender=result.step.sender,
        type=result.step.type,
        status=result.status,
        file=result.file,
        size=result.size,
        sha256=result.sha256,
        reason=_kept_out(hidden, result.reason),
        layers=[
            LayerPart(
                layer=layer.layer,
                status=layer.status,
                deviations=[
                    DeviationPart(
                        path=each.path,
                        line=each.line,
                        wanted=each.wanted,
                        found=_kept_out(hidden, each.found),
                        text=hidden.kept_out_of(each.text),
                    )
                    for each in layer.deviations
                ],
                reason=_kept_out(hidden, layer.reason),
            )
            for layer in result.layers
        ],
        undecided=[UndecidedPart(code=each.code, reason=each.reason) for each in dict.fromkeys(undecided)],
    )


def _kept_out(hidden: MessageValues, text: str | None) -> str | None:
    return None if text is None else hidden.kept_out_of(text)


def _written(document: DocumentPart) -> str:
    return document.model_dump_json(indent=1)


def _harness() -> str:
    return version("retour-harness")
