"""A job on its way through an engine, and who waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from typing import Any, Generic, TypeVar

from retour.engines.inbox import Inbox
from retour.engines.protocol import Answer, Engine, Job, Request
from retour.errors import as_retour_error

T = TypeVar("T")

_UNMADE = object()


class Ticket:
    """A job on its way, and the request that was made for it; both are let go when it is done.

    Attributes:
        group: the job's.
        alone: whether it is to be run without others, because one of those that it was run with took its process along.
        deaths: how many processes died of it while it ran alone.
    """

    __slots__ = ("_error", "_inbox", "_is_done", "_job", "_made", "_result", "alone", "deaths", "group")

    def __init__(self, job: Job[Any], inbox: Inbox) -> None:
        self._inbox = inbox
        self.group = job.group
        self.alone = False
        self.deaths = 0
        self._job: Job[Any] | None = job
        self._made: Any = _UNMADE
        self._is_done = False
        self._result: Any = None
        self._error: Exception | None = None

    def prepare(self) -> Answer | Request:
        """The request; or, when there is none, what it is settled with. It is made once."""
        assert self._job is not None
        if self._made is _UNMADE:
            self._made = prepared(self._job)
        made: Answer | Request = self._made
        return made

    def settle(self, answer: Answer) -> None:
        """Give the waiting side its result; what goes wrong as it is made is the job's error."""
        assert self._job is not None
        job, self._job, self._made = self._job, None, _UNMADE
        try:
            self._result = completed(job, answer)
        except Exception as error:
            self._error = error
        self._is_done = True

    def result(self) -> Any:
        """Wait for the result, and meanwhile work at what children tell."""
        self._inbox.work_until(lambda: self._is_done)
        if self._error is not None:
            raise self._error
        return self._result


class Later(Generic[T]):
    """A result that is worked out when it is first asked for."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work

    @cached_property
    def _result(self) -> T:
        return self._work()

    def result(self) -> T:
        return self._result


def do_first(engine: Engine, jobs: Iterable[Job[Any]]) -> None:
    """Do what must be done before some jobs, and wait for it; what goes wrong there is told by who needs it."""
    first = {id(one) if one.key is None else one.key: one for job in jobs for one in job.first}
    if first:
        for pending in engine.submit(list(first.values())):
            with suppress(Exception):
                pending.result()


def prepared(job: Job[Any]) -> Answer | Request:
    """The request of a job; why there is none; None when there is nothing to run."""
    try:
        return job.prepare()
    except Exception as error:
        return as_retour_error(error)


def completed(job: Job[T], answer: Answer) -> T:
    """What a job makes of an answer; when it fails at that, of the error that it failed with."""
    try:
        return job.complete(answer)
    except Exception as error:
        return job.complete(as_retour_error(error))
