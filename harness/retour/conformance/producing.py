"""Scenarios → results: how each message came out that somebody's software made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from retour.conformance.results import BoundFile, ConformanceResult, Result, Suite
from retour.model import Place, RuleSetStamp
from retour.scenarios import Scenario, ScenarioResult
from retour.scenarios.model import StepResult, StepStatus
from retour.text.display import shown
from retour.text.shipped import shipped

_RESULTS: Mapping[StepStatus, Result] = {
    "as expected": "as expected",
    "not as expected": "not as expected",
    "missing": "not as expected",
    "not judged": "error",
    "error": "error",
    "not played": "skipped",
}
"""What a step comes to; of a step without a message, or with one of the examiner, there is nothing to state."""


def step_results(told: Iterable[ScenarioResult]) -> Iterator[ConformanceResult]:
    """One result for each message that was asked for, and for each of the examiner's that couldn't be made."""
    for scenario in told:
        for step in scenario.steps:
            if (result := _RESULTS.get(step.status)) is not None:
                yield _result(scenario, step, result)


def undecided_rules(told: Iterable[ScenarioResult]) -> dict[RuleSetStamp, set[str]]:
    """Of each rule set that judged the rules that couldn't be decided about some message."""
    found: dict[RuleSetStamp, set[str]] = {}
    for step in (step for scenario in told for step in scenario.steps):
        if step.file is not None and step.outcome is not None and step.outcome.rules is not None:
            codes = (each.code for each in step.outcome.undecided)
            found.setdefault(step.outcome.rules, set()).update(codes)
    return found


def suite_of_scenarios(asked: Sequence[str], scenarios: Iterable[Scenario]) -> Suite:
    """The files that scenarios come from, with those that the examiner's messages are made of.

    Raises:
        OSError: one can't be read.
    """
    files = {
        _called(file): file
        for scenario in scenarios
        for file in (*scenario.files, *(step.example for step in scenario.steps))
        if file is not None
    }
    return Suite(
        tuple(asked), tuple(BoundFile.of(name, file.read_bytes()) for name, file in sorted(files.items()))
    )


def _called(file: Path) -> str:
    """What a file of a scenario is called: one that comes along has the same name wherever the harness is installed."""
    come_along = shipped("scenarios").resolve()
    resolved = file.resolve()
    if resolved.is_relative_to(come_along):
        return f"scenarios/{resolved.relative_to(come_along).as_posix()}"
    return shown(file)


def _result(scenario: ScenarioResult, step: StepResult, result: Result) -> ConformanceResult:
    outcome = step.outcome
    called = {shown(file): _called(file) for file in scenario.scenario.files}
    bound = None
    if step.file is not None and step.size is not None and step.sha256 is not None:
        bound = BoundFile(step.file, step.size, step.sha256)
    reasons = [f"{each.layer}: {each.text}" for each in step.deviations]
    return ConformanceResult(
        "produces",
        Place(called.get(step.step.place.file, step.step.place.file), step.step.place.line),
        f"{scenario.scenario.id}, step {step.step.number}",
        result,
        reasons=tuple(reasons or ([step.reason] if step.reason else ())),
        problem=_problem(step) if result == "error" else None,
        message=bound,
        rules=None if outcome is None else outcome.rules,
        held_to=tuple(_held_to(step)),
        fired=() if outcome is None else tuple(dict.fromkeys(each.code for each in outcome.errors)),
        about=step.text,
    )


def _problem(step: StepResult) -> str:
    """The kind of an error."""
    if step.status == "not judged":
        return "not-judged"
    problem = None if step.outcome is None else step.outcome.problem
    return "subject-failed" if problem is None else problem.kind


def _held_to(step: StepResult) -> Iterator[str]:
    """What the step asks of the message."""
    yield f"a {step.step.type} that is valid, breaks no rule, and goes with the messages before it"
    yield from (f"{each.path} = {' or '.join(each.texts)}" for each in step.step.values)
    yield from (f"{each.path} is absent" for each in step.step.absent)
    yield from (f"{each.path} = {each.at} of step {each.step}" for each in step.step.same)
