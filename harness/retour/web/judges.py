"""The judges of the service: threads that take questions from one queue, each with an engine and rule sets of its own.

Nothing that one of them uses is shared with another, so none waits for another, and a message that takes long holds up one alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from retour.errors import EngineUnavailable, as_retour_error
from retour.message_judge import MessageJudge, ServedSet

T = TypeVar("T")

_LAST = None
"""Ends the judge that takes it from the queue."""


class _Question(NamedTuple):
    """Work for a judge, and who waits for it."""

    work: Callable[[MessageJudge], Any]
    answer: Future[Any]


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
