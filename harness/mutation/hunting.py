"""Mutants × cases → which case notices which mutant.

Each mutant first meets the cases that are nearest to its place, then ever more at once; what is left at the end has met them
all. Between two rounds the cases that noticed most move forward. What is decided depends on the cases and the rules only, not
on how fast anything is: rounds end together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.engines import Engine, Job, Reply, Stylesheet
from harness.errors import RetourError, RuleSetError, StaticError, TimeLimitExceeded
from harness.model import Place
from harness.mutation.memory import Memory
from harness.mutation.model import MISSED, Mutant, Result
from harness.mutation.schemata import PARAMETER, write_schemata
from harness.mutation.trials import Ground, Trial

Covering = Mapping[tuple[Path, int], Collection[str]]
"""(stylesheet, line) → the names of the cases that get there."""

_ROUNDS = (1, 1, 2, 4, 8, 16, 32, 64)
"""How many cases a mutant meets in each round; in those after them twice as many each time."""

Answer = Reply | RetourError


@dataclass(frozen=True)
class Settings:
    """How mutants are hunted.

    Attributes:
        scratch: an empty folder for the copies of the rules.
        time_limit: seconds that a mutant may take with one message.
        covering: which cases get to which line, where that is known.
        memory: what earlier runs found.
        progress: is told how many mutants have been noticed, and of how many.
    """

    scratch: Path
    time_limit: float
    memory: Memory
    covering: Covering = field(default_factory=dict)
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class _Copy:
    """A compiled copy of an entry with mutants in it."""

    ground: Ground
    stylesheet: str
    numbers: Mapping[str, int]


@dataclass
class _Hunted:
    """A mutant and how far its hunt is."""

    mutant: Mutant
    grounds: Sequence[Ground]
    waiting: list[tuple[Ground, Trial]]
    result: Result

    @property
    def is_open(self) -> bool:
        """Whether there are cases that it has to meet."""
        return bool(self.waiting) and self.result.status in MISSED


def hunt(
    mutants: Sequence[Mutant], grounds: Sequence[Ground], engine: Engine, settings: Settings
) -> list[Result]:
    """What becomes of each mutant, in their order.

    Raises:
        RuleSetError: a copy without any mutant awake gives another report than the rules themselves.
    """
    hunted = [_begin(mutant, grounds, settings) for mutant in mutants]
    open_ = [one for one in hunted if one.waiting]
    copies, invalid = _copies([one.mutant for one in open_], grounds, engine, settings)
    for one in open_:
        if one.mutant.id in invalid:
            one.result, one.waiting = Result(one.mutant, "invalid"), []
    noticed: Counter[tuple[Path, str]] = Counter()
    rounds = iter(_rounds())
    while living := [one for one in open_ if one.is_open]:
        _round(living, next(rounds), copies, engine, settings.time_limit, noticed)
        settings.progress(sum(not one.is_open for one in hunted), len(hunted))
    results = [one.result for one in hunted]
    settings.memory.remember(results, {one.mutant.id: one.grounds for one in hunted})
    return results


def _rounds() -> Iterator[int]:
    yield from _ROUNDS
    size = _ROUNDS[-1]
    while True:
        size *= 2
        yield size


def _begin(mutant: Mutant, grounds: Sequence[Ground], settings: Settings) -> _Hunted:
    reaching = [ground for ground in grounds if ground.reach.reaches(mutant)]
    if not reaching:
        return _Hunted(mutant, (), [], Result(mutant, "out of reach"))
    known = settings.memory.recall(mutant, reaching)
    covered = frozenset(settings.covering.get((mutant.file, mutant.line), ()))
    ranked = [
        (trial.name != known.first, rank, trial.place, ground, trial)
        for ground in reaching
        for rank, trial in _ranked(ground, mutant, covered)
    ]
    ranked.sort(key=lambda item: item[:3])
    nearest = min(ranked, key=lambda item: item[1:3])[-1].name
    result = known.result or Result(mutant, "survived")
    if result.status not in MISSED:
        return _Hunted(mutant, reaching, [], result)
    waiting = [(ground, trial) for *_, ground, trial in ranked if trial.digest not in known.met]
    return _Hunted(mutant, reaching, waiting, replace(result, nearest=nearest))


def _ranked(ground: Ground, mutant: Mutant, covered: Collection[str]) -> Iterator[tuple[int, Trial]]:
    """How near each case is to a mutant: it gets there, its rule fires, it stands beside a case where that fires."""
    rules = ground.reach.rules(mutant)
    files = {trial.case.file for trial in ground.trials if trial.fired & rules}
    for trial in ground.trials:
        if trial.name in covered:
            yield (0 if trial.fired & rules else 1), trial
        elif trial.fired & rules:
            yield 2, trial
        elif trial.named & rules or trial.case.file in files:
            yield 3, trial
        else:
            yield 4, trial


def _round(
    living: Sequence[_Hunted],
    size: int,
    copies: Mapping[Path, _Copy],
    engine: Engine,
    time_limit: float,
    noticed: Counter[tuple[Path, str]],
) -> None:
    """Let each mutant meet its next cases."""
    runs: list[tuple[_Hunted, _Copy, Trial]] = []
    for one in living:
        runs += [(one, copies[ground.entry.path], trial) for ground, trial in one.waiting[:size]]
        del one.waiting[:size]
    runs.sort(key=lambda run: run[1].stylesheet)  # stable: what one stylesheet serves stays together
    jobs = [_job(copy, trial, copy.numbers[one.mutant.id], time_limit) for one, copy, trial in runs]
    for (one, _, trial), pending in zip(runs, engine.submit(jobs), strict=True):
        answer = pending.result()
        if one.result.status in MISSED:
            one.result = _met(one, trial, answer)
            if one.result.noticed_by is not None:
                noticed[one.mutant.file, trial.name] += 1
    for one in living:
        file = one.mutant.file
        one.waiting.sort(key=lambda item: -noticed[file, item[1].name])


def _met(one: _Hunted, trial: Trial, answer: Answer) -> Result:
    """What is known of a mutant after a case."""
    before = replace(one.result, runs=one.result.runs + 1)
    if isinstance(answer, TimeLimitExceeded):
        return replace(before, status="timed out", noticed_by=trial.name, reason=answer.text, nearest=None)
    if isinstance(answer, Reply) and answer.report == trial.report:
        return before
    outcome, verdict = trial.judge(answer)
    if verdict.status != "as expected":
        reason = verdict.reasons[0].splitlines()[0]
        return replace(before, status="killed", noticed_by=trial.name, reason=reason, nearest=None)
    if outcome.findings != trial.outcome.findings and before.unseen_by is None:
        return replace(before, status="unseen", unseen_by=trial.name)
    return before


def _job(copy: _Copy, trial: Trial, number: int, time_limit: float) -> Job[Answer]:
    stylesheet = Stylesheet(copy.stylesheet, "mutants", str(Path(copy.stylesheet).parent))
    parameters = {**trial.request.order.parameters, PARAMETER: str(number)}
    order = trial.request.order._replace(stylesheet=stylesheet, parameters=parameters)
    request = replace(trial.request, order=order, time_limit=time_limit)
    return Job(f"mutants {copy.stylesheet}", lambda: request, lambda answer: answer)


def _copies(
    mutants: Sequence[Mutant], grounds: Sequence[Ground], engine: Engine, settings: Settings
) -> tuple[dict[Path, _Copy], set[str]]:
    """By entry a copy of it with all mutants in it that compile; and the ids of those that don't."""
    copies: dict[Path, _Copy] = {}
    invalid: set[str] = set()
    for place, ground in enumerate(grounds):
        reached = [mutant for mutant in mutants if mutant.id not in invalid and ground.reach.reaches(mutant)]
        folder = settings.scratch / str(place)
        if reached:
            sound, unsound = _sound(ground, reached, folder / "parts", engine)
            invalid |= {mutant.id for mutant in unsound}
            if sound:
                copies[ground.entry.path] = _copy(ground, sound, folder / "whole")
    for copy in copies.values():
        _prove_equal(copy, engine, settings.time_limit)
    return copies, invalid


def _copy(ground: Ground, mutants: Sequence[Mutant], folder: Path) -> _Copy:
    stylesheet = write_schemata(ground.entry.path, ground.sources.values(), mutants, folder)
    return _Copy(
        ground, str(stylesheet), {mutant.id: number for number, mutant in enumerate(mutants, start=1)}
    )


def _sound(
    ground: Ground, mutants: Sequence[Mutant], folder: Path, engine: Engine
) -> tuple[list[Mutant], list[Mutant]]:
    """The mutants that compile, and those that don't: when all together don't, each half is tried."""
    copy = _copy(ground, mutants, folder)
    (pending,) = engine.submit([_job(copy, ground.trials[0], 0, ground.trials[0].request.time_limit)])
    if not isinstance(pending.result(), StaticError):
        return list(mutants), []
    if len(mutants) == 1:
        return [], list(mutants)
    half = len(mutants) // 2
    first, unsound = _sound(ground, mutants[:half], folder / "a", engine)
    second, more = _sound(ground, mutants[half:], folder / "b", engine)
    return first + second, unsound + more


def _prove_equal(copy: _Copy, engine: Engine, time_limit: float) -> None:
    jobs = [_job(copy, trial, 0, max(time_limit, trial.request.time_limit)) for trial in copy.ground.trials]
    for trial, pending in zip(copy.ground.trials, engine.submit(jobs), strict=True):
        answer = pending.result()
        if not isinstance(answer, Reply) or answer.report != trial.report:
            why = f": {answer.text}" if isinstance(answer, RetourError) else ""
            raise RuleSetError(
                f"can't be mutated: a copy without any mistake in it gives another report on {trial.name}{why}",
                Place(str(copy.ground.entry.path)),
            )
