"""One child process with a warm processor, as its parent sees it.

A running transform can't be interrupted and a native crash ends its process: so a child is a pebble pool of one
worker. When it dies or must be killed it is replaced, the case at fault gets its error, and whatever else the child
had been handed goes back to where it came from.

Cases that take a millisecond or two are handed over several at a time, or passing them to and fro would cost as much
as they do. When a batch is not done within the shortest time limit in it, or the child dies of it, its cases are run
again one by one: so each has its time limit to itself, and only the one at fault fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from threading import RLock, Thread
from typing import Any, Protocol

from pebble import ProcessExpired, ProcessPool

from retour.engines import in_child
from retour.engines.inbox import Inbox
from retour.engines.protocol import Job, Reply, Request, Stylesheet
from retour.engines.replies import error_of, reply_or_error
from retour.engines.sessions import Processor
from retour.engines.spawning import ChildContext
from retour.errors import ChildDied, EngineError, EngineUnavailable, RetourError, TimeLimitExceeded

START_LIMIT = 60.0
COMPILE_LIMIT = 120.0

_STARTS = 3
"""How often a child that has once started may fail to start again before the engine is given up."""

_BATCHES_AHEAD = 4
"""Batches that a child is handed before it is ready for them, so that it never waits for its parent."""

_BATCH_SECONDS = 0.05
"""How long a batch should take."""

_LARGEST_BATCH = 32


class Ticket:
    """A job on its way, and the request that was made for it; both are let go when it is done."""

    __slots__ = ("_error", "_inbox", "_is_done", "_job", "_request", "_result", "alone", "group")

    def __init__(self, job: Job[Any], inbox: Inbox) -> None:
        self._inbox = inbox
        self.group = job.group
        self.alone = False
        self._job: Job[Any] | None = job
        self._request: Request | None = None
        self._is_done = False
        self._result: Any = None
        self._error: Exception | None = None

    def prepare(self) -> Request | RetourError | None:
        """The request, made once; or why there is none; None when there is nothing to run."""
        assert self._job is not None
        try:
            self._request = self._request or self._job.prepare()
        except RetourError as error:
            return error
        return self._request

    def settle(self, reply: Reply | RetourError | None) -> None:
        """Give the waiting side its result."""
        assert self._job is not None
        complete, self._job, self._request = self._job.complete, None, None
        try:
            self._result = complete(reply)
        except Exception as error:
            self._error = error
        self._is_done = True

    def fail(self, error: Exception) -> None:
        """Let the waiting side learn of a fault of the harness itself."""
        self._job = self._request = None
        self._error = error
        self._is_done = True

    def result(self) -> Any:
        """Wait for the result, and meanwhile work at what children tell."""
        self._inbox.work_until(lambda: self._is_done)
        if self._error is not None:
            raise self._error
        return self._result


Batch = list[tuple[Ticket, Request]]


class Dispatcher(Protocol):
    """Where a child gets its work from, and what it tells of it."""

    def next_tickets(self, child: Child, most: int) -> list[Ticket]:
        """Up to so many jobs to do next; none when there is nothing for this child."""
        ...

    def give_back(self, tickets: Iterable[Ticket]) -> None:
        """Take back jobs that were not done."""
        ...

    def unusable(self, request: Request) -> EngineError | None:
        """Why a request's stylesheet can't be run at all, once that is known."""
        ...

    def mark_unusable(self, request: Request, error: EngineError) -> None:
        """Remember that a stylesheet doesn't compile."""
        ...

    def mark_unavailable(self, error: EngineUnavailable) -> None:
        """Remember that the processor doesn't start."""
        ...


class Child:
    """See the module's text.

    Args:
        dispatcher: where work comes from.
        inbox: where that which the process tells is put.
        processor: what runs in the process.
        stderr: file that the standard error of the process goes to.

    Attributes:
        group: the group of jobs that the child is busy with; the dispatcher's to set.
    """

    def __init__(self, dispatcher: Dispatcher, inbox: Inbox, processor: Processor, stderr: Path) -> None:
        self.group: str | None = None
        self._dispatcher = dispatcher
        self._inbox = inbox
        self._processor = processor
        self._stderr = stderr
        self._lock = RLock()
        self._batches: list[Batch] = []  # handed over, and not done
        self._filling = 0  # batches whose requests are being made
        self._batch_size = 1
        self._compiled: set[Stylesheet] = set()
        self._stopped = False
        self._is_up = False
        self._starts_left = 1
        self._leaving: list[Thread] = []
        self._pool = self._start()

    def feed(self) -> None:
        """Hand over jobs until the child has enough to do; a group of them is only chosen when it is up."""
        while True:
            with self._lock:
                if self._stopped or not self._is_up or len(self._batches) + self._filling >= _BATCHES_AHEAD:
                    return
                tickets = self._dispatcher.next_tickets(self, self._batch_size)
                if not tickets:
                    return
                self._filling += 1
            batch: Batch = []
            for ticket in tickets:
                try:
                    request = ticket.prepare()
                except Exception as error:
                    ticket.fail(error)
                    continue
                if not isinstance(request, Request):
                    ticket.settle(request)
                elif (unusable := self._dispatcher.unusable(request)) is not None:
                    ticket.settle(unusable)
                else:
                    batch.append((ticket, request))
            self._hand_over(batch)

    def stop(self) -> None:
        """Begin to end the process; whatever it was doing stays undone."""
        with self._lock:
            self._stopped = True
            self._pool.stop()

    def join(self) -> None:
        """Wait until the process is gone."""
        self._pool.join()
        for thread in self._leaving:
            thread.join()

    def _start(self) -> ProcessPool:
        self._is_up = False
        self._compiled = set()
        pool = ProcessPool(max_workers=1, context=ChildContext())
        started = pool.schedule(
            in_child.start, args=(self._processor.open_session, str(self._stderr)), timeout=START_LIMIT
        )
        self._tell(started, lambda future: self._on_started(pool, future))
        return pool

    def _hand_over(self, batch: Batch) -> None:
        with self._lock:
            self._filling -= 1
            if self._stopped:
                self._let_go(batch)
            if self._stopped or not batch:
                return
            self._batches.append(batch)
            pool = self._pool
            for _, request in batch:
                self._compile(pool, request)
            orders = [request.order for _, request in batch]
            limit = min(request.time_limit for _, request in batch)
            self._schedule(pool, in_child.run, (orders,), limit, lambda f: self._on_done(pool, batch, f))

    def _let_go(self, batch: Batch) -> None:
        """Settle what was on its way to a process that turned out not to start; other ends leave it undecided."""
        for ticket, request in batch:
            if (unusable := self._dispatcher.unusable(request)) is not None:
                ticket.settle(unusable)

    def _compile(self, pool: ProcessPool, request: Request) -> None:
        stylesheet = request.order.stylesheet
        if request.order.transform and stylesheet not in self._compiled:
            self._compiled.add(stylesheet)
            self._schedule(
                pool,
                in_child.compile_stylesheet,
                (stylesheet,),
                COMPILE_LIMIT,
                lambda future: self._on_compiled(pool, request, future),
            )

    def _schedule(
        self,
        pool: ProcessPool,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        limit: float,
        then: Callable[[Future[Any]], None],
    ) -> None:
        try:
            future: Future[Any] = pool.schedule(function, args=args, timeout=limit)
        except RuntimeError as error:  # the pool broke since
            future = Future()
            future.set_exception(error)
        self._tell(future, then)

    def _tell(self, future: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        """Have something done when a future is there, by whoever waits for results then."""
        future.add_done_callback(lambda future: self._inbox.put(lambda: then(future)))

    def _on_started(self, pool: ProcessPool, future: Future[None]) -> None:
        error = _exception_of(future)
        if self._is_past(pool):
            return
        if error is None:
            self._starts_left = _STARTS
            self._is_up = True
            self.feed()
            return
        self._starts_left -= 1
        if self._starts_left > 0:  # it did start before
            self._replace(pool)
            return
        unavailable = EngineUnavailable(_why_not_started(self._processor, error, _read(self._stderr)))
        self.stop()
        self._dispatcher.mark_unavailable(unavailable)
        for ticket in self._take_back():
            ticket.settle(unavailable)

    def _on_compiled(self, pool: ProcessPool, request: Request, future: Future[Any]) -> None:
        error = _exception_of(future)
        if self._is_past(pool):
            return
        if error is None:
            if (failure := future.result()) is not None:
                self._dispatcher.mark_unusable(request, error_of(failure))
            return
        if isinstance(error, TimeoutError):
            fault: EngineError = TimeLimitExceeded(
                f"the rule set was not compiled within {COMPILE_LIMIT:g} s"
            )
        else:
            fault = self._death("while it compiled the rule set", error)
        self._dispatcher.mark_unusable(request, fault)
        self._replace(pool)

    def _on_done(self, pool: ProcessPool, batch: Batch, future: Future[Any]) -> None:
        error = _exception_of(future)
        if self._is_past(pool):
            return
        if error is not None:
            self._on_failed(batch, error)
            self._replace(pool)
            return
        seconds, replies = future.result()
        with self._lock:
            self._batches.remove(batch)
            fitting = int(_BATCH_SECONDS / max(seconds / len(batch), 1e-6))
            self._batch_size = max(1, min(fitting, _LARGEST_BATCH))
        for (ticket, _), reply in zip(batch, replies, strict=True):
            ticket.settle(reply_or_error(reply))
        batch.clear()  # the pool's futures refer to it, and to each other, long after
        self.feed()

    def _on_failed(self, batch: Batch, error: BaseException) -> None:
        """A batch was not done: the fault is its only case's, or is to be found by running each alone."""
        if len(batch) > 1:
            for ticket, _ in batch:
                ticket.alone = True
            return
        ((ticket, request),) = batch
        with self._lock:
            self._batches.remove(batch)
        if isinstance(error, TimeoutError):
            limit = f"{request.time_limit:g} s, its time limit"
            ticket.settle(TimeLimitExceeded(f"the rule set was not done with this message after {limit}"))
        else:
            ticket.settle(self._death("on this message", error))

    def _death(self, when: str, error: BaseException) -> ChildDied:
        code = f", exit code {error.exitcode}" if isinstance(error, ProcessExpired) else ""
        said = _last_line(_read(self._stderr))
        return ChildDied(
            f"the process that ran {self._processor.product} died {when}{code}"
            + (f": {said}" if said else "")
        )

    def _replace(self, pool: ProcessPool) -> None:
        """Go on in a new process; what the old one left undone is for whoever comes first."""
        with self._lock:
            if self._is_past(pool):
                return
            self._dispatcher.give_back(self._take_back())
            self._abandon(pool)
            self._batch_size = 1
            self._pool = self._start()
        self.feed()

    def _is_past(self, pool: ProcessPool) -> bool:
        return self._stopped or pool is not self._pool

    def _take_back(self) -> list[Ticket]:
        with self._lock:
            undone, self._batches = self._batches, []
        return [ticket for batch in undone for ticket, _ in batch]

    def _abandon(self, pool: ProcessPool) -> None:
        pool.stop()
        leaving = Thread(target=pool.join, daemon=True)  # not here: this may be one of the pool's own threads
        self._leaving.append(leaving)
        leaving.start()


def _exception_of(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _why_not_started(processor: Processor, error: BaseException, stderr: str) -> str:
    if "graal_create_isolate" in stderr:
        return (
            "SaxonC can't reserve the address space it needs (13.x takes about 35 GB of it, little of which is ever "
            "used): raise `ulimit -v`, or install saxonche 12"
        )
    if isinstance(error, ImportError):
        return f"the package {processor.package} can't be loaded: {error}"
    if isinstance(error, TimeoutError):
        return f"{processor.product} didn't start within {START_LIMIT:g} s"
    return f"{processor.product} doesn't start: {_last_line(stderr) or error}"
