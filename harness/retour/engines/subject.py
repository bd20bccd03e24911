"""A system under test as an engine: each message is handed to it as a whole, and it runs no stylesheets."""

from __future__ import annotations

import atexit
import signal
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from types import FrameType
from typing import TypeVar

from retour.engines.protocol import Answer, Job, Pending, SubjectReply
from retour.engines.tickets import Later, completed
from retour.errors import RetourError, SubjectError, as_retour_error
from retour.subjects.description import SystemUnderTest
from retour.subjects.reaching import SubjectLine, line_to

T = TypeVar("T")


class SubjectEngine:
    """Asks a system under test, on as many lines side by side as it may be asked on.

    Args:
        subject: the system.
        workers: lines, before what its description says; 0 counts as 1.
    """

    def __init__(self, subject: SystemUnderTest, workers: int | None = None) -> None:
        self.name = subject.title
        self.subject = subject
        number = max(1, subject.fields.workers if workers is None else workers)
        self._lines: list[SubjectLine] = [line_to(subject) for _ in range(number)]
        self._free: SimpleQueue[SubjectLine] = SimpleQueue()
        for line in self._lines:
            self._free.put(line)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="retour-subject")
        self._reading = Lock()
        atexit.register(self.close)
        _end_in_order()

    def start(self, parts: int) -> None:
        pass

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        """Hand in work. What other engines do first isn't done: a subject gets earlier messages as they are."""
        asked = [(job, self._threads.submit(self._ask, job)) for job in jobs]
        return [Later(lambda job=job, future=future: _done(job, future)) for job, future in asked]  # type: ignore[misc]

    def close(self) -> None:
        atexit.unregister(self.close)
        self._threads.shutdown(wait=False, cancel_futures=True)
        for line in self._lines:
            line.close()
        self._threads.shutdown()

    def _ask(self, job: Job[T]) -> Answer:
        try:
            with self._reading:  # rule sets, which edits may ask, are for one thread at a time
                if job.submit is None:
                    raise SubjectError(
                        "a system under test can't do this: it only judges messages", "subject-cannot"
                    )
                submission = job.submit(self.subject)
            line = self._free.get()
            try:
                return SubjectReply(self.subject, line.ask(submission))
            finally:
                self._free.put(line)
        except RetourError as error:
            return error
        except Exception as error:
            return as_retour_error(error)


def _done(job: Job[T], future: Future[Answer]) -> T:
    return completed(job, future.result())


def _end_in_order() -> None:
    """See to it that SIGTERM ends this run as its end does, so that a subject which is asked is ended too."""
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _on_sigterm)


def _on_sigterm(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)
