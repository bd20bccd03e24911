"""The judges of the service: threads that take questions from one queue, each with an engine and rule sets of its own.

Nothing that one of them uses is shared with another, so none waits for another, and a message that takes long holds up one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from retour.checking import Subject, outcome_job
from retour.engines import Choice, Engines
from retour.errors import EngineUnavailable, RuleSetError, as_retour_error
from retour.levels import Check
from retour.model import Outcome, RuleSetStamp
from retour.workspace import Workspace, workspace_for

T = TypeVar("T")

_LAST = None
"""Ends the judge that takes it from the queue."""


class _Question(NamedTuple):
    """Work for a judge, and who waits for it."""

    work: Callable[[MessageJudge], Any]
    answer: Future[Any]


@dataclass(frozen=True, slots=True)
class ServedSet:
    """A rule set that the service judges by.

    Attributes:
        serves: the messages that it checks, as people call them.
    """

    stamp: RuleSetStamp
    serves: tuple[str, ...]


class MessageJudge:
    """What a judge works with: the workspace of a folder, and one engine; for one thread at a time.

    Args:
        folder: in which the configuration is looked for.
        time_limit: seconds that the rules may take on one message; None for the configured ones.

    Attributes:
        unavailable: why its engine could not be had when it was last asked for; None when it could.
    """

    def __init__(self, folder: Path, time_limit: float | None = None) -> None:
        self.workspace: Workspace = workspace_for(folder)
        self._folder = folder
        self._time_limit = time_limit
        self._is_closed = False
        self.unavailable: str | None = None
        self._engines = self._opened()

    @property
    def engine(self) -> Engines:
        """The engine."""
        return self._engines

    def check(self, name: str, data: bytes) -> Check:
        """The check of a message of which the bytes are at hand.

        Args:
            name: of its file, without folders.
        """
        return Check(
            Path(name),
            name,
            self.workspace,
            base=self._folder,
            time_limit=self._time_limit,
            data=data,
        )

    def outcome(self, check: Check, then: Callable[[Outcome, Subject], T]) -> T:
        """Judge a message as `retour check` does; `then` makes of the outcome what is wanted, while the message is at hand."""
        if self.unavailable is not None and not self._is_closed:
            with suppress(Exception):
                self._engines.close()
            self._engines = self._opened()  # which may be had by now

        def told(outcome: Outcome, subject: Subject) -> T:
            problem = outcome.problem
            is_there = problem is None or problem.kind != EngineUnavailable.kind
            self.unavailable = None if problem is None or is_there else problem.text
            return then(_of_unchanged(outcome, subject), subject)

        return self._engines.submit([outcome_job(check, told)])[0].result()

    def get_ready(self) -> tuple[ServedSet, ...]:
        """Start the engine, and open the rule sets in reach."""
        self._engines.start(1)
        return tuple(
            ServedSet(rules.stamp, tuple(sorted(map(rules.called, rules.serving))))
            for rules in self.workspace.shelf.all()
        )

    def close(self) -> None:
        """End the engine; what it was asked for is not answered any more."""
        self._is_closed = True
        self._engines.close()

    def _opened(self) -> Engines:
        return Engines(Choice.of(self.workspace.configuration), workers=1)


class Judges:
    """See the module's text.

    Args:
        folder: that the service runs in.
        number: of judges.
        time_limit: see `MessageJudge`.
        tell: says to who runs the service which rule sets can't be used.

    Raises:
        RetourError: the configuration can't be used.
    """

    def __init__(
        self, folder: Path, number: int, time_limit: float | None, tell: Callable[[str], None]
    ) -> None:
        self._tell = tell
        self.served: tuple[ServedSet, ...] = ()
        self.is_ready = False
        self._problem: str | None = None
        self._questions: SimpleQueue[_Question | None] = SimpleQueue()
        self._is_closed = False
        self._judges = [MessageJudge(folder, time_limit) for _ in range(number)]
        self.engine = self._judges[0].engine.name
        self._threads = [
            Thread(target=self._work, args=(judge,), name="retour-judge", daemon=True)
            for judge in self._judges
        ]

    def start(self) -> None:
        """Begin; what is asked before is answered too."""
        for thread in self._threads:
            thread.start()

    @property
    def problem(self) -> str | None:
        """Why messages can't be judged; None when they can."""
        return self._problem or next(filter(None, (judge.unavailable for judge in self._judges)), None)

    def ask(self, work: Callable[[MessageJudge], T]) -> Future[T]:
        """Have something worked out by the next judge that is free; one that is cancelled before is left."""
        answer: Future[T] = Future()
        self._questions.put(_Question(work, answer))
        return answer

    def close(self) -> None:
        """End all judges; what isn't answered yet fails."""
        self._is_closed = True
        for judge in self._judges:
            self._questions.put(_LAST)
            judge.close()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        while not self._questions.empty():
            if (question := self._questions.get()) is not None and not question.answer.cancelled():
                question.answer.set_exception(EngineUnavailable("the service ends"))

    def _work(self, judge: MessageJudge) -> None:
        try:
            self.served = judge.get_ready()
            self.is_ready = True
            if judge is self._judges[0]:  # they all see the same
                for broken in judge.workspace.shelf.broken:
                    self._tell(f"a rule set can't be used: {broken}")
        except Exception as error:
            self._problem = as_retour_error(error).text
        while (question := self._questions.get()) is not _LAST and not self._is_closed:
            if not question.answer.set_running_or_notify_cancel():
                continue
            try:
                question.answer.set_result(question.work(judge))
            except Exception as error:
                question.answer.set_exception(as_retour_error(error))
            del question  # else the last message stays in memory until the next one comes


def _of_unchanged(outcome: Outcome, subject: Subject) -> Outcome:
    """An outcome, where the files of the rule set are still those that were opened: its stamp says by which it came about."""
    if subject.rules is None or subject.rules.is_unchanged():
        return outcome
    error = RuleSetError(
        f"the rule set {subject.rules.name} has changed since the service began: start it again"
    )
    return replace(outcome, levels=(), findings=(), report=None, problem=error.problem)


def told(served: ServedSet, locked: Mapping[str, str]) -> dict[str, Any]:
    """A rule set, for `/status`.

    Args:
        locked: SHA-256 of the set → the name of where it was installed from.
    """
    stamp = served.stamp
    return {
        "id": stamp.id,
        "version": stamp.version,
        "sha256": stamp.sha256,
        "locked": stamp.sha256 in locked,
        "source": locked.get(stamp.sha256),
        "messages": _sorted(served.serves),
    }


def _sorted(names: Sequence[str]) -> list[str]:
    return sorted(dict.fromkeys(names))
