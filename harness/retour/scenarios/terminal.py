"""What came of scenarios, and what their stories are, as text for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import get_args

from retour.language import ENGLISH, Texts, mark
from retour.model import Sender, Undecided
from retour.scenarios.model import (
    LayerResult,
    Scenario,
    ScenarioResult,
    ScenarioStatus,
    StepResult,
    StepStatus,
    StoryStep,
)
from retour.text.plain import one_line

_STATUSES: Mapping[StepStatus, str] = {
    "as expected": mark("as expected"),
    "not as expected": mark("not as expected"),
    "missing": mark("missing"),
    "not judged": mark("not judged"),
    "error": mark("error"),
    "played": mark("played"),
    "not played": mark("not played"),
    "no message": mark("no message"),
}

_MOST_TOLD = 20
"""Deviations of one part of the verdict on a message that are told."""


def results_text(results: Sequence[ScenarioResult], texts: Texts = ENGLISH) -> str:
    """What came of scenarios, step by step, and how many came out how."""
    lines = [line for result in results for line in (*_result(result, texts), "")]
    counts = Counter(result.status for result in results)
    told = ", ".join(
        f"{counts[status]} {texts(status)}" for status in get_args(ScenarioStatus) if counts[status]
    )
    number = texts.counted(len(results), "%(number)s scenario", "%(number)s scenarios")
    return "\n".join([*lines, f"{number}: {told}"])


def story_text(scenario: Scenario, side: Sender | None = None, texts: Texts = ENGLISH) -> str:
    """The story of a scenario; for a side, with what it must make.

    Args:
        side: None tells what each side makes.
    """
    return "\n".join([f"{scenario.id}: {scenario.title}", *_story(scenario, side, texts)])


def _result(result: ScenarioResult, texts: Texts) -> Iterator[str]:
    scenario = result.scenario
    yield texts(
        "%(scenario)s, as %(side)s: %(status)s",
        scenario=scenario.id,
        side=result.side,
        status=texts(result.status),
    )
    yield f"  {scenario.title}"
    for step in result.steps:
        yield from _step(step, texts)
    for file in result.unused:
        told = texts(
            "not used: %(file)s, which belongs to no step of the %(side)s",
            file=one_line(file),
            side=result.side,
        )
        yield f"  {told}"
    yield from (f"  {line}" for line in _not_judged(result.steps, texts))


def _step(result: StepResult, texts: Texts) -> Iterator[str]:
    step = result.step
    reason = f": {texts.sentence(one_line(result.reason))}" if result.reason else ""
    if step.type is None:
        about = f"  {one_line(step.about)}" if step.about else ""
        yield f"  {step.number:>2}  {'-':<9}  {'-':<7}{about}"
        return
    if result.status == "played" and result.outcome is not None and result.outcome.errors:
        codes = ", ".join(dict.fromkeys(each.code for each in result.outcome.errors))
        reason = f", {texts('rules find %(codes)s', codes=codes)}"
    file = f"  {one_line(result.file)}" if result.file else ""
    yield f"  {step.number:>2}  {step.sender:<9}  {step.type:<7}  {texts(_STATUSES[result.status])}{reason}{file}"
    for layer in result.layers:
        yield from _layer(step, layer, texts)


def _layer(step: StoryStep, layer: LayerResult, texts: Texts) -> Iterator[str]:
    told = layer.deviations[:_MOST_TOLD]
    where = f"        {_steps([step.number], texts)}, {layer.layer}"
    for deviation in told:
        line = "" if deviation.line is None else f" ({texts('line %(number)s', number=deviation.line)})"
        yield f"{where}: {texts.sentence(one_line(deviation.text))}{line}"
    if (more := len(layer.deviations) - len(told)) > 0:
        yield f"{where}: {texts.counted(more, 'and %(number)s more', 'and %(number)s more')}"


def _not_judged(steps: Iterable[StepResult], texts: Texts) -> Iterator[str]:
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
        yield f"{texts('not judged')}, {_steps(numbers, texts)}: {layer_name}: {texts.sentence(reason)}"
    by_reason: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for rule, numbers in undecided.items():
        by_reason.setdefault((rule.reason, tuple(numbers)), []).append(rule.code)
    for (reason, of_steps), codes in by_reason.items():
        yield texts(
            "not decidable, %(steps)s: %(rules)s: %(reason)s",
            steps=_steps(of_steps, texts),
            rules=", ".join(codes),
            reason=reason,
        )


def _steps(numbers: Iterable[int], texts: Texts) -> str:
    found = [str(number) for number in numbers]
    if len(found) == 1:
        return texts("step %(number)s", number=found[0])
    return texts("steps %(numbers)s", numbers=", ".join(found))


def _story(scenario: Scenario, side: Sender | None, texts: Texts) -> Iterator[str]:
    if scenario.about:
        yield f"  {' '.join(scenario.about.split())}"
    for step in scenario.steps:
        day = texts(" on %(day)s", day=step.on) if step.on else ""
        about = f": {step.about}" if step.about else ""
        if step.type is None:
            yield f"  {step.number:>2}  {texts('no message')}{day}{about}"
            continue
        answers = texts(" that answers step %(number)s", number=step.answers) if step.answers else ""
        mistake = texts(" that breaks %(rules)s", rules=", ".join(step.fires)) if step.fires else ""
        yield f"  {step.number:>2}  {_who(step, side, texts)}{answers}{mistake}{day}{about}"
        if (side is None or step.sender == side) and not step.fires:
            yield from (f"        {line}" for line in _asked(step, texts))


def _who(step: StoryStep, side: Sender | None, texts: Texts) -> str:
    if step.fires or (side is not None and step.sender != side):
        return texts("the examiner plays the %(side)s: a %(type)s", side=step.sender, type=step.type)
    if side is not None:
        return texts("you make a %(type)s", type=step.type)
    return texts("the %(side)s makes a %(type)s", side=step.sender, type=step.type)


def _asked(step: StoryStep, texts: Texts) -> Iterator[str]:
    """What a step asks of its message."""
    for given in step.values:
        yield f"{given.path} = {texts(' or ').join(given.texts)}"
    for given in step.absent:
        yield texts("%(path)s must be absent", path=given.path)
    for key in step.same:
        yield texts("%(path)s = %(at)s of step %(step)s", path=key.path, at=key.at, step=key.step)
