"""Mutants × cases → which case notices which mutant.

Each mutant first meets the cases that are nearest to its place, then ever more at once. A survivor was run on every case that
reaches its template; probes in the templates tell which those are. Between two rounds the cases that noticed most move
forward. What is decided depends on the cases and the rules only, not on how fast anything is: rounds end together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from retour.engines import Answer, Engine, Job, Reply, StylesheetFile
from retour.errors import (
    InternalError,
    RetourError,
    RuleSetError,
    StaticError,
    TimeLimitExceeded,
    as_retour_error,
)
from retour.model import Place
from retour.mutation.memory import Memory
from retour.mutation.model import MISSED, NOT_KNOWN, Mutant, Result
from retour.mutation.reach import Top
from retour.mutation.schemata import PARAMETER, PROBING, reached_tops, write_schemata
from retour.mutation.trials import Ground, Trial

_ROUNDS = (1, 1, 2, 4, 8, 16, 32, 64)
"""How many cases a mutant meets in each round; in those after them twice as many each time."""


@dataclass(frozen=True)
class Settings:
    """How mutants are hunted.

    Attributes:
        scratch: an empty folder for the copies of the rules.
        time_limit: seconds that a mutant may take with one message.
        memory: what earlier runs found.
        progress: is told how many mutants have been noticed, and of how many.
    """

    scratch: Path
    time_limit: float
    memory: Memory
    progress: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class _Copy:
    """A compiled copy of an entry with mutants in it.

    Attributes:
        numbers: mutant's id → its number in the copy.
        visits: the name of a case → the templates that its message gets to.
    """

    ground: Ground
    stylesheet: StylesheetFile
    numbers: Mapping[str, int]
    visits: Mapping[str, Collection[Top]] = field(default_factory=dict)


@dataclass
class _Hunted:
    """A mutant and how far its hunt is."""

    mutant: Mutant
    grounds: Sequence[Ground]
    waiting: list[tuple[Ground, Trial]]
    result: Result
    first: str | None = None

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
        RetourError: the engine failed with such a copy.
    """
    hunted = [_begin(mutant, grounds, settings.memory) for mutant in mutants]
    open_ = [one for one in hunted if one.is_open]
    copies, invalid = _copies([one.mutant for one in open_], grounds, engine, settings)
    for one in open_:
        if one.mutant.id in invalid:
            one.result, one.waiting = Result(one.mutant, "invalid"), []
        else:
            _line_up(one, copies, settings.memory)
    by_mutant = {one.mutant.id: one.grounds for one in hunted}
    noticed: Counter[tuple[Path, str]] = Counter()
    rounds = iter(_rounds())
    while living := [one for one in open_ if one.is_open]:
        _round(living, next(rounds), copies, engine, settings.time_limit, noticed)
        settings.memory.remember_noticed([one.result for one in open_], by_mutant)
        settings.progress(sum(not one.is_open for one in hunted), len(hunted))
    results = [one.result for one in hunted]
    settings.memory.remember(results, by_mutant)
    return results


def _rounds() -> Iterator[int]:
    yield from _ROUNDS
    size = _ROUNDS[-1]
    while True:
        size *= 2
        yield size


def _begin(mutant: Mutant, grounds: Sequence[Ground], memory: Memory) -> _Hunted:
    reaching = [ground for ground in grounds if ground.reach.reaches(mutant)]
    if not reaching:
        return _Hunted(mutant, (), [], Result(mutant, "out of reach"))
    known = memory.recall(mutant, reaching)
    waiting = [
        (ground, trial) for ground in reaching for trial in ground.trials if trial.digest not in known.met
    ]
    return _Hunted(mutant, reaching, waiting, known.result or Result(mutant, "survived"), known.first)


def _line_up(one: _Hunted, copies: Mapping[Path, _Copy], memory: Memory) -> None:
    """Leave the cases that get to a mutant, the nearest first."""
    ranked = []
    for ground, trial in one.waiting:
        visited = copies[ground.entry.path].visits[trial.name]
        gates = ground.reach.gates(one.mutant)
        if gates is None or not gates.isdisjoint(visited):
            ranked.append((_rank(ground, one.mutant, trial), trial.place, ground, trial))
    ranked.sort(key=lambda item: item[:2])
    if one.result.nearest is None and ranked:
        one.result = replace(one.result, nearest=ranked[0][-1].name)
    ranked.sort(key=lambda item: item[-1].name != one.first)  # stable
    one.waiting = [(ground, trial) for *_, ground, trial in ranked]


def _rank(ground: Ground, mutant: Mutant, trial: Trial) -> int:
    """How near a case is to a mutant: its rule fires, or is named, or fires in a case of the same file."""
    rules = ground.reach.rules(mutant)
    if trial.fired & rules:
        return 0
    return 1 if trial.named & rules or ground.fires_in(trial.case.file, rules) else 2


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
    if isinstance(answer, NOT_KNOWN):
        return replace(before, status="not known", reason=answer.text, nearest=None)
    if isinstance(answer, TimeLimitExceeded):
        return replace(before, status="timed out", noticed_by=trial.name, reason=answer.text, nearest=None)
    if isinstance(answer, Reply) and _says_the_same(answer, trial):
        return before
    try:
        outcome, verdict = trial.judge(answer)
    except Exception as error:
        return replace(before, status="not known", reason=as_retour_error(error).text, nearest=None)
    if verdict.problem is not None and verdict.problem.kind == InternalError.kind:
        return replace(before, status="not known", reason=verdict.problem.text, nearest=None)
    if verdict.status != "as expected":
        reason = verdict.reasons[0].splitlines()[0]
        return replace(before, status="killed", noticed_by=trial.name, reason=reason, nearest=None)
    if outcome.findings != trial.outcome.findings and before.unseen_by is None:
        return replace(before, status="unseen", unseen_by=trial.name)
    return before


def _says_the_same(answer: Reply, trial: Trial) -> bool:
    """Whether rules report what the unchanged ones do, and say the same where somebody listens."""
    listened = trial.request.order.listen
    return answer.report == trial.reply.report and (not listened or answer.messages == trial.reply.messages)


def _job(copy: _Copy, trial: Trial, number: int, time_limit: float, *, listen: bool = False) -> Job[Answer]:
    parameters = {**trial.request.order.parameters, PARAMETER: str(number)}
    listen = listen or trial.request.order.listen
    order = trial.request.order._replace(stylesheet=copy.stylesheet, parameters=parameters, listen=listen)
    request = replace(trial.request, order=order, time_limit=time_limit)
    return Job(f"mutants {copy.stylesheet.path}", lambda: request, lambda answer: answer)


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
    for path, copy in copies.items():
        _prove_equal(copy, engine, settings.time_limit)
        copies[path] = replace(copy, visits=_visits(copy, engine, settings.time_limit))
    return copies, invalid


def _copy(ground: Ground, mutants: Sequence[Mutant], folder: Path) -> _Copy:
    probed = {gate for mutant in mutants for gate in ground.reach.gates(mutant) or ()}
    sources = ground.sources.values()
    entry = ground.entry
    copied = write_schemata(entry.path, sources, mutants, folder, probed, entry.lists)
    numbers = {mutant.id: number for number, mutant in enumerate(mutants, start=1)}
    stylesheet = str(copied(entry.path))
    named = tuple((str(copied(file)), found) for file, found in entry.named)
    root = str(Path(stylesheet).parent)
    return _Copy(ground, StylesheetFile(stylesheet, "mutants", root, bool(entry.asks), named), numbers)


def _sound(
    ground: Ground, mutants: Sequence[Mutant], folder: Path, engine: Engine
) -> tuple[list[Mutant], list[Mutant]]:
    """The mutants that compile, and those that don't: when all together don't, each half is tried."""
    copy = _copy(ground, mutants, folder)
    (answer,) = _answers([_job(copy, ground.trials[0], 0, ground.trials[0].request.time_limit)], engine)
    if not isinstance(answer, StaticError):
        return list(mutants), []
    if len(mutants) == 1:
        return [], list(mutants)
    half = len(mutants) // 2
    first, unsound = _sound(ground, mutants[:half], folder / "a", engine)
    second, more = _sound(ground, mutants[half:], folder / "b", engine)
    return first + second, unsound + more


def _answers(jobs: Sequence[Job[Answer]], engine: Engine) -> list[Answer]:
    """What comes of jobs on which all that follows rests.

    Raises:
        RetourError: the engine failed with one of them, and so nothing can be found out.
    """
    answers = [pending.result() for pending in engine.submit(jobs)]
    for answer in answers:
        if isinstance(answer, NOT_KNOWN):
            raise answer
    return answers


def _visits(copy: _Copy, engine: Engine, time_limit: float) -> dict[str, Collection[Top]]:
    """Which templates each case gets to."""
    jobs = [
        _job(copy, trial, PROBING, max(time_limit, trial.request.time_limit), listen=True)
        for trial in copy.ground.trials
    ]
    answers = _answers(jobs, engine)
    return {
        trial.name: reached_tops(answer.messages) if isinstance(answer, Reply) else ()
        for trial, answer in zip(copy.ground.trials, answers, strict=True)
    }


def _prove_equal(copy: _Copy, engine: Engine, time_limit: float) -> None:
    jobs = [_job(copy, trial, 0, max(time_limit, trial.request.time_limit)) for trial in copy.ground.trials]
    for trial, answer in zip(copy.ground.trials, _answers(jobs, engine), strict=True):
        if not isinstance(answer, Reply) or answer.report != trial.reply.report:
            why = f": {answer.text}" if isinstance(answer, RetourError) else ""
            raise RuleSetError(
                f"can't be mutated: a copy without any mistake in it gives another report on {trial.name}{why}",
                Place(str(copy.ground.entry.path)),
            )
