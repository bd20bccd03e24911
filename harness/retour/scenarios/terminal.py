"""What came of scenarios, and what their stories are, as text for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from retour.model import Sender, Undecided
from retour.scenarios.model import (
    LayerResult,
    Scenario,
    ScenarioResult,
    ScenarioStatus,
    StepResult,
    StoryStep,
)
from retour.text.plain import one_line

_MOST_TOLD = 20
"""Deviations of one part of the verdict on a message that are told."""


def results_text(results: Sequence[ScenarioResult]) -> str:
    """What came of scenarios, step by step, and how many came out how."""
    lines = [line for result in results for line in (*_result(result), "")]
    counts = Counter(result.status for result in results)
    told = ", ".join(f"{counts[status]} {status}" for status in get_args(ScenarioStatus) if counts[status])
    return "\n".join([*lines, f"{_number(len(results), 'scenario')}: {told}"])


def story_text(scenario: Scenario, side: Sender | None = None) -> str:
    """The story of a scenario; for a side, with what it must make.

    Args:
        side: None tells what each side makes.
    """
    return "\n".join([f"{scenario.id}: {scenario.title}", *_story(scenario, side)])


def _result(result: ScenarioResult) -> Iterator[str]:
    scenario = result.scenario
    yield f"{scenario.id}, as {result.side}: {result.status}"
    yield f"  {scenario.title}"
    for step in result.steps:
        yield from _step(step)
    for file in result.unused:
        yield f"  not used: {one_line(file)}, which belongs to no step of the {result.side}"
    yield from (f"  {line}" for line in _not_judged(result.steps))


def _step(result: StepResult) -> Iterator[str]:
    step = result.step
    reason = f": {one_line(result.reason)}" if result.reason else ""
    if step.type is None:
        about = f"  {one_line(step.about)}" if step.about else ""
        yield f"  {step.number:>2}  {'-':<9}  {'-':<7}{about}"
        return
    if result.status == "played" and result.outcome is not None and result.outcome.errors:
        reason = f", rules find {', '.join(dict.fromkeys(each.code for each in result.outcome.errors))}"
    file = f"  {one_line(result.file)}" if result.file else ""
    yield f"  {step.number:>2}  {step.sender:<9}  {step.type:<7}  {result.status}{reason}{file}"
    for layer in result.layers:
        yield from _layer(step, layer)


def _layer(step: StoryStep, layer: LayerResult) -> Iterator[str]:
    told = layer.deviations[:_MOST_TOLD]
    for deviation in told:
        line = f" (line {deviation.line})" if deviation.line is not None else ""
        yield f"        step {step.number}, {layer.layer}: {one_line(deviation.text)}{line}"
    if len(layer.deviations) > len(told):
        yield f"        step {step.number}, {layer.layer}: and {len(layer.deviations) - len(told):,} more"


def _not_judged(steps: Iterable[StepResult]) -> Iterator[str]:
    """What the verdicts don't rest on: rules that couldn't be decided, and levels for which the set has nothing."""
    undecided: dict[Undecided, list[int]] = {}
    levels: dict[tuple[str, str], list[int]] = {}
    for result in steps:
        if result.file is None:
            continue
        for rule in dict.fromkeys(result.outcome.undecided if result.outcome else ()):
            undecided.setdefault(rule, []).append(result.step.number)
        for layer in result.layers:
            if layer.status == "not applicable" and layer.reason:
                levels.setdefault((layer.layer, layer.reason), []).append(result.step.number)
    for (layer_name, reason), numbers in levels.items():
        yield f"not judged, {_steps(numbers)}: {layer_name}: {reason}"
    by_reason: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for rule, numbers in undecided.items():
        by_reason.setdefault((rule.reason, tuple(numbers)), []).append(rule.code)
    for (reason, of_steps), codes in by_reason.items():
        yield f"not decidable, {_steps(of_steps)}: {', '.join(codes)}: {reason}"


def _steps(numbers: Iterable[int]) -> str:
    found = [str(number) for number in numbers]
    return f"step {found[0]}" if len(found) == 1 else f"steps {', '.join(found)}"


def _story(scenario: Scenario, side: Sender | None) -> Iterator[str]:
    if scenario.about:
        yield f"  {' '.join(scenario.about.split())}"
    for step in scenario.steps:
        day = f" on {step.on}" if step.on else ""
        about = f": {step.about}" if step.about else ""
        if step.type is None:
            yield f"  {step.number:>2}  no message{day}{about}"
            continue
        answers = f" that answers step {step.answers}" if step.answers is not None else ""
        mistake = f" that breaks {', '.join(step.fires)}" if step.fires else ""
        yield f"  {step.number:>2}  {_who(step, side)} a {step.type}{answers}{mistake}{day}{about}"
        if (side is None or step.sender == side) and not step.fires:
            yield from (f"        {line}" for line in _asked(step))


def _who(step: StoryStep, side: Sender | None) -> str:
    if step.fires or (side is not None and step.sender != side):
        return f"the examiner plays the {step.sender}:"
    return "you make" if side is not None else f"the {step.sender} makes"


def _asked(step: StoryStep) -> Iterator[str]:
    """What a step asks of its message."""
    for given in step.values:
        yield f"{given.path} = {' or '.join(given.texts)}"
    for given in step.absent:
        yield f"{given.path} must be absent"
    for key in step.same:
        yield f"{key.path} = {key.at} of step {key.step}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
