"""An engine in this process, for debugging: no child, and so no time limit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TypeVar

from retour.engines.answers import answered
from retour.engines.limits import Limits
from retour.engines.protocol import Job, Pending, Reply, Request
from retour.engines.replies import reply_or_error
from retour.engines.running import run_order
from retour.engines.sessions import Processor, Session
from retour.engines.tickets import Later, completed, do_first, prepared
from retour.errors import RetourError

T = TypeVar("T")


class InProcess:
    """Runs each job in this process, when its result is asked for."""

    def __init__(self, processor: Processor, limits: Limits) -> None:
        self.name = processor.title
        self._processor = processor
        self._limits = limits

    @cached_property
    def session(self) -> Session:
        """The processor, warm from the first order on."""
        return self._processor.open_session(None)

    def start(self, parts: int) -> None:
        pass

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        do_first(self, jobs)
        return [Later(lambda job=job: self._do(job)) for job in jobs]  # type: ignore[misc]

    def close(self) -> None:
        pass

    def answer(self, request: Request) -> Reply | RetourError:
        """Run a request, now; how long it may take can't be held here."""
        try:
            order = answered(request, self._processor).order
        except RetourError as error:
            return error
        return reply_or_error(run_order(self.session, order, self._limits))

    def _do(self, job: Job[T]) -> T:
        request = prepared(job)
        return completed(job, self.answer(request) if isinstance(request, Request) else request)
