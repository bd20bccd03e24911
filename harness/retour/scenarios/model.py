"""The nouns of this room: a scenario is a story in steps; of each step something came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from retour.model import Edit, Outcome, Place, Sender

SCENARIO_SUFFIX = ".scenario.yaml"
"""How the names of scenario files end."""

SIDES: tuple[Sender, ...] = get_args(Sender)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a message must have.

    Attributes:
        path: of the one element, or attribute, that has it.
        texts: the ways in which it may be written, the usual one first.
        place: where the scenario says so.
    """

    path: str
    texts: tuple[str, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SharedKey:
    """A value that a message must have because an earlier one of the story has it.

    Attributes:
        path: of the one element that has it.
        step: the number of the step with the earlier message.
        at: the path of the value there.
    """

    path: str
    step: int
    at: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step of a story, with a message or without.

    Attributes:
        number: counted from 1.
        about: what happens.
        sender: whose message it is, or who does something; None where nobody sends anything.
        on: the day on which it happens.
        type: of the message, such as WMO305; None where there is none.
        example: the file that the examiner's message is made of; None for an answer.
        edits: what is changed of it first.
        values: what the message must have; what isn't named is free.
        absent: paths that must select nothing.
        same: what it must have in common with earlier messages.
        answers: the number of the step whose message it answers; None for a heenbericht.
        fires: the rules that its message breaks, where the story is about a mistake: the examiner makes it for both sides.
    """

    number: int
    place: Place
    about: str | None = None
    sender: Sender | None = None
    on: date | None = None
    type: str | None = None
    example: Path | None = None
    edits: tuple[Edit, ...] = ()
    values: tuple[Given, ...] = ()
    absent: tuple[Given, ...] = ()
    same: tuple[SharedKey, ...] = ()
    answers: int | None = None
    fires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story in steps.

    Attributes:
        id: the name of its file, and of the row of its table.
        rules: a reference to the rule set that judges its messages.
        data: the test data by name, as this story has them.
        files: that tell it: its own, behind those of the stories that go before it.
    """

    id: str
    file: Path
    place: Place
    title: str
    about: str | None
    rules: str
    data: Mapping[str, str]
    steps: tuple[StoryStep, ...]
    files: tuple[Path, ...] = ()

    def made_by(self, side: Sender) -> tuple[StoryStep, ...]:
        """The steps whose messages a side makes; a mistake on purpose is the examiner's."""
        return tuple(
            step for step in self.steps if step.type is not None and step.sender == side and not step.fires
        )


Layer = str
"""A part of the verdict on a message: a level, `values`, or `keys`."""

LayerStatus = Literal["passed", "failed", "not applicable", "not reached", "not judged"]
"""How a message fared at a part of its verdict: `not judged` where it should have been and couldn't."""

StepStatus = Literal[
    "as expected", "not as expected", "missing", "not judged", "error", "played", "not played", "no message"
]
"""What came of a step; `played` of one whose message the examiner makes."""

ScenarioStatus = Literal["as expected", "not as expected", "error"]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One thing that isn't as wanted.

    Attributes:
        path: of the element; None where none is meant.
        line: of the message, counted from 1.
        wanted, found: what should have come and what came, in words or as the value itself; None where that isn't the question.
        text: a sentence that says all of it.
    """

    layer: Layer
    text: str
    path: str | None = None
    line: int | None = None
    wanted: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class LayerResult:
    """How a message fared at one part of its verdict.

    Attributes:
        reason: why it wasn't judged, or not reached.
    """

    layer: Layer
    status: LayerStatus
    deviations: tuple[Deviation, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StepResult:
    """What came of a step.

    Attributes:
        file: of the candidate's message, as it was handed in; None where there is none.
        size: of that file, in bytes.
        sha256: of its bytes.
        text: of that file; None where there is none, or it isn't to be read.
        layers: in the order in which they were judged.
        reason: why there is no message, or no verdict; None where that needs none.
        outcome: of the levels; None where none were judged.
    """

    step: StoryStep
    status: StepStatus
    file: str | None = None
    size: int | None = None
    sha256: str | None = None
    text: str | None = field(default=None, repr=False)
    layers: tuple[LayerResult, ...] = ()
    reason: str | None = None
    outcome: Outcome | None = None

    @property
    def deviations(self) -> Sequence[Deviation]:
        """All that isn't as wanted, in order."""
        return [each for layer in self.layers for each in layer.deviations]


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What came of a scenario.

    Attributes:
        side: the one that the candidate's software works for.
        unused: files of the candidate that belong to no step.
    """

    scenario: Scenario
    side: Sender
    steps: tuple[StepResult, ...]
    unused: tuple[str, ...] = ()

    @property
    def status(self) -> ScenarioStatus:
        """An error where a step has one or couldn't be judged while all others are right; what isn't judged isn't as expected."""
        found = {result.status for result in self.steps}
        if found & {"not as expected", "missing"}:
            return "not as expected"
        return "error" if found & {"error", "not judged"} else "as expected"
