"""Child processes, each with one warm SaxonC, and the queues they work through.

A running transform can't be interrupted and a native crash ends its process: so each child is a pebble pool of one
worker, and when it dies or must be killed it is replaced, the case at fault gets its error, and whatever else it had
been handed goes back to the head of its queue.

Jobs of one group share a queue. A child stays with its group until the queue is empty, and takes up a group that
another child has begun only when enough is left there to be worth compiling the stylesheet once more.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from threading import RLock, Thread
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from harness.engines import saxon_child
from harness.engines.protocol import Job, Pending, Request
from harness.engines.replies import report_or_error
from harness.engines.spawning import ChildContext
from harness.errors import ChildDied, EngineError, EngineUnavailable, RetourError, TimeLimitExceeded

T = TypeVar("T")

START_LIMIT = 60.0
COMPILE_LIMIT = 120.0

_AHEAD = 6
"""Requests that a child is handed before it is ready for them, so that it never waits for this process."""

_WORTH_COMPILING = 40
"""Jobs that must be left in a group before a second child takes part in it."""


class _Ticket:
    """A job on its way, and the request that was made for it."""

    __slots__ = ("future", "job", "request")

    def __init__(self, job: Job[Any]) -> None:
        self.job = job
        self.future: Future[Any] = Future()
        self.request: Request | None = None

    def result(self) -> Any:
        while True:  # in short waits: a long one can't be interrupted from the keyboard on Windows
            try:
                return self.future.result(timeout=0.5)
            except TimeoutError:
                if self.future.done():
                    raise

    def settle(self, reply: str | RetourError) -> None:
        try:
            self.future.set_result(self.job.complete(reply))
        except Exception as error:  # a fault of the harness itself: whoever waits must learn of it
            self.future.set_exception(error)


class ChildPool:
    """An Engine in child processes; see the module's text.

    Args:
        name: product and version.
        workers: child processes at most.
    """

    def __init__(self, name: str, workers: int) -> None:
        self.name = name
        self._workers = workers
        self._lock = RLock()
        self._groups: dict[str, deque[_Ticket]] = {}
        self._children: list[_Child] = []
        self._unusable: dict[tuple[str, str], EngineError] = {}
        self._unavailable: EngineUnavailable | None = None
        self._closed = False
        self._scratch: Path | None = None

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        tickets = [_Ticket(job) for job in jobs]
        with self._lock:
            for ticket in tickets:
                self._groups.setdefault(ticket.job.group, deque()).append(ticket)
            self._hire()
        for child in tuple(self._children):
            child.feed()
        return list(tickets)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._groups.clear()
            children, self._children = self._children, []
        for child in children:
            child.stop()
        for child in children:
            child.join()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    def _hire(self) -> None:
        """Add children while there is work that no child would come to soon."""
        wanted = sum(1 + len(queue) // _WORTH_COMPILING for queue in self._groups.values() if queue)
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="retour-"))
        while len(self._children) < min(wanted, self._workers):
            self._children.append(_Child(self, self._scratch / f"stderr-{len(self._children)}"))

    def next_ticket(self, child: _Child) -> _Ticket | None:
        """The job that a child should do next, if there is one for it."""
        with self._lock:
            if self._closed:
                return None
            queue = self._groups.get(child.group or "")
            if not queue:
                child.group = self._next_group(child)
                queue = self._groups.get(child.group or "")
            return queue.popleft() if queue else None

    def _next_group(self, child: _Child) -> str | None:
        taken = {other.group for other in self._children if other is not child}
        waiting = {group: len(queue) for group, queue in self._groups.items() if queue}
        free = [group for group in waiting if group not in taken]
        if free:
            return free[0]
        most = max(waiting, key=lambda group: waiting[group], default=None)
        return most if most is not None and waiting[most] > _WORTH_COMPILING else None

    def give_back(self, tickets: Iterable[_Ticket]) -> None:
        """Put jobs that were not done back where they came from."""
        with self._lock:
            for ticket in reversed(list(tickets)):
                self._groups.setdefault(ticket.job.group, deque()).appendleft(ticket)

    def unusable(self, request: Request) -> EngineError | None:
        """Why a stylesheet can't be run at all, once that is known."""
        return self._unavailable or self._unusable.get((request.stylesheet, request.digest))

    def mark_unusable(self, request: Request, error: EngineError) -> None:
        """Remember that a stylesheet doesn't compile."""
        self._unusable[request.stylesheet, request.digest] = error

    def mark_unavailable(self, error: EngineUnavailable) -> None:
        """Remember that SaxonC doesn't start, and let every waiting job know."""
        with self._lock:
            self._unavailable = error
            waiting = [ticket for queue in self._groups.values() for ticket in queue]
            self._groups.clear()
        for ticket in waiting:
            ticket.settle(error)


class _Child:
    """One child process and what it has been handed."""

    def __init__(self, owner: ChildPool, stderr: Path) -> None:
        self.group: str | None = None
        self._owner = owner
        self._stderr = stderr
        self._lock = RLock()
        self._in_flight: list[_Ticket] = []
        self._compiled: set[tuple[str, str]] = set()
        self._stopped = False
        self._pool = self._start()

    def feed(self) -> None:
        """Hand out jobs until the child has enough to do."""
        while True:
            with self._lock:
                if self._stopped or len(self._in_flight) >= _AHEAD:
                    return
                ticket = self._owner.next_ticket(self)
                if ticket is None:
                    return
                self._in_flight.append(ticket)
            error = self._hand_over(ticket)
            if error is not None:
                self._forget(ticket)
                ticket.settle(error)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            self._pool.stop()

    def join(self) -> None:
        self._pool.join()

    def _start(self) -> ProcessPool:
        self._compiled = set()
        pool = ProcessPool(max_workers=1, context=ChildContext())
        started = pool.schedule(saxon_child.start, args=(str(self._stderr),), timeout=START_LIMIT)
        started.add_done_callback(lambda future: self._on_started(pool, future))
        return pool

    def _hand_over(self, ticket: _Ticket) -> RetourError | None:
        try:
            request = ticket.request = ticket.request or ticket.job.prepare()
        except RetourError as error:
            return error
        if (unusable := self._owner.unusable(request)) is not None:
            return unusable
        with self._lock:
            pool = self._pool
            if (request.stylesheet, request.digest) not in self._compiled:
                self._compiled.add((request.stylesheet, request.digest))
                self._schedule(
                    pool,
                    saxon_child.compile_stylesheet,
                    (request.stylesheet, request.digest, request.root),
                    COMPILE_LIMIT,
                    lambda future: self._on_compiled(pool, request, future),
                )
            self._schedule(
                pool,
                saxon_child.run,
                (request.stylesheet, request.digest, request.root, request.text, dict(request.parameters)),
                request.time_limit,
                lambda future: self._on_done(pool, ticket, request, future),
            )
        return None

    def _schedule(
        self,
        pool: ProcessPool,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        limit: float,
        then: Callable[[Future[Any]], None],
    ) -> None:
        try:
            future = pool.schedule(function, args=args, timeout=limit)
        except RuntimeError as error:  # the pool broke since
            future = Future()
            future.set_exception(error)
        future.add_done_callback(then)

    def _on_started(self, pool: ProcessPool, future: Future[None]) -> None:
        error = _exception_of(future)
        if error is None or pool is not self._pool or self._stopped:
            return
        sentence = _why_not_started(error, _read(self._stderr))
        self._abandon(pool)
        self._owner.mark_unavailable(EngineUnavailable(sentence))
        self._settle_all(EngineUnavailable(sentence))

    def _on_compiled(self, pool: ProcessPool, request: Request, future: Future[Any]) -> None:
        error = _exception_of(future)
        if pool is not self._pool or self._stopped:
            return
        if error is None:
            reply = report_or_error(future.result() or "")
            if isinstance(reply, EngineError):
                self._owner.mark_unusable(request, reply)
            return
        if isinstance(error, TimeoutError):
            fault: EngineError = TimeLimitExceeded(
                f"the rule set was not compiled within {COMPILE_LIMIT:g} s"
            )
        else:
            fault = self._death("while it compiled the rule set", error)
        self._owner.mark_unusable(request, fault)
        self._replace(pool)

    def _on_done(self, pool: ProcessPool, ticket: _Ticket, request: Request, future: Future[Any]) -> None:
        error = _exception_of(future)
        if pool is not self._pool or self._stopped:
            return
        if error is None:
            self._forget(ticket)
            ticket.settle(report_or_error(future.result()))
            self.feed()
            return
        if isinstance(error, TimeoutError):
            fault: EngineError = TimeLimitExceeded(
                f"the rule set was not done with this message after {request.time_limit:g} s, its time limit"
            )
        else:
            fault = self._death("on this message", error)
        self._forget(ticket)
        ticket.settle(fault)
        self._replace(pool)

    def _death(self, when: str, error: BaseException) -> ChildDied:
        code = f", exit code {error.exitcode}" if isinstance(error, ProcessExpired) else ""
        said = _last_line(_read(self._stderr))
        return ChildDied(f"the process that ran SaxonC died {when}{code}" + (f": {said}" if said else ""))

    def _replace(self, pool: ProcessPool) -> None:
        """Go on in a new process with what the old one left undone."""
        with self._lock:
            if pool is not self._pool or self._stopped:
                return
            undone, self._in_flight = self._in_flight, []
            self._owner.give_back(undone)
            self._abandon(pool)
            self._pool = self._start()
        self.feed()

    def _abandon(self, pool: ProcessPool) -> None:
        pool.stop()
        Thread(target=pool.join, daemon=True).start()  # not here: this may be one of the pool's own threads

    def _settle_all(self, error: RetourError) -> None:
        with self._lock:
            undone, self._in_flight = self._in_flight, []
        for ticket in undone:
            ticket.settle(error)

    def _forget(self, ticket: _Ticket) -> None:
        with self._lock:
            if ticket in self._in_flight:
                self._in_flight.remove(ticket)


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


def _why_not_started(error: BaseException, stderr: str) -> str:
    if "graal_create_isolate" in stderr:
        return (
            "SaxonC can't reserve the address space it needs (13.x takes about 35 GB of it, little of which is ever "
            "used): raise `ulimit -v`, or install saxonche 12"
        )
    if isinstance(error, ImportError):
        return f"the package saxonche can't be loaded: {error}"
    if isinstance(error, TimeoutError):
        return f"SaxonC didn't start within {START_LIMIT:g} s"
    said = _last_line(stderr)
    return f"SaxonC doesn't start: {said or error}"
