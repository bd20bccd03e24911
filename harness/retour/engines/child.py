"""One child process with a warm processor, as its parent sees it.

A running transform can't be interrupted and a native crash ends its process: so a process ends itself when its time is
up, another takes its place, and what it left undone goes back to where it came from. Who was at fault is known when a
process was busy with one thing; a message or a stylesheet that took processes along more than once gets an error.

Cases that take a millisecond or two are handed over several at a time, or passing them to and fro would cost as much
as they do. When a batch is not done within the shortest time limit in it, or the process dies of it, its cases are run
again one by one: so each has its time limit to itself, and only the one at fault fails.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import RLock
from time import monotonic
from typing import Protocol

from retour.engines.answers import answered
from retour.engines.ending import IDLE
from retour.engines.faults import fault_of_compiling, fault_of_run, why_not_started
from retour.engines.inbox import Inbox
from retour.engines.limits import Limits
from retour.engines.process import End, Process
from retour.engines.protocol import Order, Reply, Request, StylesheetFile
from retour.engines.replies import error_of, reply_or_error
from retour.engines.sessions import Failure, Processor
from retour.engines.spare import process_for
from retour.engines.tickets import Ticket
from retour.engines.wire import Compile, Compiled, Done, Run, Setup, Up
from retour.errors import EngineError, EngineUnavailable, RetourError

_STARTS = 5
"""How many processes in a row may die before they are ready, until the child is given up."""

_DEATHS = 2
"""How many processes may die of one message that ran alone; of the last the message gets an error."""

_BATCHES_AHEAD = 4
"""Batches that a child is handed before it is ready for them, so that it never waits for its parent."""

_BATCH_SECONDS = 0.05
"""How long a batch should take."""

_LARGEST_BATCH = 32

_GRACE = 5.0
"""Seconds after which a process is ended that should have ended itself, such as one that was stopped from outside."""

Batch = Sequence[tuple[Ticket, Request]]


class Dispatcher(Protocol):
    """Where a child gets its work from, and what it tells of it."""

    def next_tickets(self, child: Child, most: int) -> list[Ticket]:
        """Up to so many jobs to do next; none when there is nothing for this child."""
        ...

    def give_back(self, tickets: Iterable[Ticket]) -> None:
        """Take back jobs that were not done."""
        ...

    def unusable(self, request: Request) -> RetourError | None:
        """Why a request's stylesheet can't be run at all, once that is known."""
        ...

    def mark_unusable(self, stylesheet: StylesheetFile, error: RetourError) -> None:
        """Remember that a stylesheet doesn't compile."""
        ...

    def died_compiling(self, stylesheet: StylesheetFile, error: EngineError) -> None:
        """Remember that a process died of a stylesheet; when several did in a row, that is why it can't be run."""
        ...

    def compiled(self, stylesheet: StylesheetFile) -> None:
        """Remember that a stylesheet can be compiled."""
        ...

    def gave_up(self, child: Child, error: EngineUnavailable) -> None:
        """Do without a child that doesn't start."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Starting:
    """The process is on its way."""

    limit: float


@dataclass(frozen=True, slots=True, eq=False)
class _Compiling:
    """The process was sent a stylesheet."""

    stylesheet: StylesheetFile
    limit: float


@dataclass(frozen=True, slots=True, eq=False)
class _Running:
    """The process was sent orders."""

    batch: Batch
    limit: float


_Task = _Starting | _Compiling | _Running


class Child:
    """See the module's text.

    Two locks, always taken in this order: the child's own, over its tasks and its process, and then the dispatcher's,
    over the queues; a dispatcher never calls a child while it holds its lock. Requests are made with neither: that reads
    and edits messages, and other threads may work meanwhile. Neither are results made with one: they are the business of
    whoever waits, and may take long.

    Args:
        dispatcher: where work comes from.
        inbox: where that which the process tells is put.
        processor: what runs in the process.
        limits: what it may take.

    Attributes:
        group: the group of jobs that the child is busy with; the dispatcher's to set.
    """

    def __init__(self, dispatcher: Dispatcher, inbox: Inbox, processor: Processor, limits: Limits) -> None:
        self.group: str | None = None
        self._dispatcher = dispatcher
        self._inbox = inbox
        self._processor = processor
        self._limits = limits
        self._lock = RLock()
        self._tasks: deque[_Task] = (
            deque()
        )  # what the process has to do, in the order in which it tells of it
        self._due = 0.0  # when the first of them must be done, by the monotonic clock
        self._filling = 0  # batches whose requests are being made
        self._batch_size = 1
        self._compiled: set[StylesheetFile] = set()
        self._is_up = False
        self._is_stopped = False
        self._starts_left = _STARTS
        with self._lock:
            self._start()

    @property
    def is_up(self) -> bool:
        """Whether the process is ready for work."""
        return self._is_up

    def feed(self) -> None:
        """Hand over jobs until the child has enough to do; a group of them is only chosen when it is up."""
        while True:
            with self._lock:
                batches = sum(isinstance(task, _Running) for task in self._tasks)
                if not self._is_up or batches + self._filling >= _BATCHES_AHEAD:
                    return
                tickets = self._dispatcher.next_tickets(self, self._batch_size)
                if not tickets:
                    return
                self._filling += 1
            self._hand_over([each for ticket in tickets if (each := self._prepared(ticket)) is not None])

    def look(self) -> None:
        """End the process when something takes longer than it may: it should have ended itself."""
        with self._lock:
            if self._tasks and monotonic() > self._due + _GRACE:
                self._process.kill(overdue=True)

    def stop(self) -> None:
        """End the process; whatever it was doing stays undone."""
        with self._lock:
            self._is_stopped, self._is_up = True, False
            self._process.kill()

    def join(self, seconds: float) -> None:
        """Wait until the process is gone, but no longer than that."""
        self._process.join(seconds)

    def _prepared(self, ticket: Ticket) -> tuple[Ticket, Request] | None:
        """A ticket with its request; None when it is settled without being run."""
        request = ticket.prepare()
        if isinstance(request, Request):
            try:
                request = answered(request, self._processor)
            except RetourError as error:
                request = error
        if not isinstance(request, Request):
            ticket.settle(request)
        elif (unusable := self._dispatcher.unusable(request)) is not None:
            ticket.settle(unusable)
        else:
            return ticket, request
        return None

    def _start(self) -> None:
        """Take a new process, with all that is known of the old one forgotten; the lock is held."""
        self._compiled = set()
        self._batch_size = 1
        self._begin(_Starting(self._limits.start))
        self._process = process = process_for(self._processor)
        process.employ(Setup(self._processor, self._limits), lambda said: self._hear(process, said))

    def _begin(self, task: _Task) -> None:
        """Add to what the process has to do."""
        if not self._tasks:
            self._due = monotonic() + task.limit
        self._tasks.append(task)

    def _hand_over(self, batch: Batch) -> None:
        with self._lock:
            self._filling -= 1
            if not self._is_up:  # the process died meanwhile
                self._dispatcher.give_back(ticket for ticket, _ in batch)
                return
            for _, request in batch:
                self._compile(request)
            if batch:
                limit = min(request.time_limit for _, request in batch)
                self._begin(_Running(batch, limit))
                self._process.send(Run([request.order for _, request in batch], limit))

    def _compile(self, request: Request) -> None:
        order: Order | None = request.order
        while order is not None:
            stylesheet = order.stylesheet
            if order.transform and stylesheet not in self._compiled:
                self._compiled.add(stylesheet)
                self._begin(_Compiling(stylesheet, self._limits.compile * IDLE))
                self._process.send(Compile(stylesheet))
            order = order.also

    def _hear(self, process: Process, said: Up | Compiled | Done | End) -> None:
        """Put what a process tells into the inbox, with the task that it speaks of; its keeper calls this.

        The tasks are taken here, and not by who works at it: several threads may, and would get them out of step.
        """
        with self._lock:
            if self._is_past(process):
                return
            if isinstance(said, End):
                self._inbox.put(lambda: self._on_end(process, said))
                return
            task = self._tasks.popleft()
            if self._tasks:
                self._due = monotonic() + self._tasks[0].limit
        self._inbox.put(lambda: self._on_told(task, said))

    def _on_told(self, task: _Task, said: Up | Compiled | Done) -> None:
        match task, said:
            case _Starting(), Up(failure):
                self._on_up(failure)
            case _Compiling(stylesheet), Compiled(None):
                self._dispatcher.compiled(stylesheet)
            case _Compiling(stylesheet), Compiled(Failure() as failure):
                self._dispatcher.mark_unusable(stylesheet, error_of(failure))
            case _Running(batch), Done(seconds, replies):
                self._on_done(batch, seconds, replies)

    def _on_up(self, failure: str | None) -> None:
        if failure is not None:  # the next one would fail in the same way
            self._give_up(failure)
            return
        with self._lock:
            self._is_up = not self._is_stopped
            self._starts_left = _STARTS
        self.feed()

    def _on_done(self, batch: Batch, seconds: float, replies: Sequence[Reply | Failure]) -> None:
        fitting = int(_BATCH_SECONDS / max(seconds / len(batch), 1e-6))
        self._batch_size = max(1, min(fitting, _LARGEST_BATCH))
        for (ticket, _), reply in zip(batch, replies, strict=True):
            ticket.settle(reply_or_error(reply))
        self.feed()

    def _on_end(self, process: Process, end: End) -> None:
        """Find who was at fault, and go on in a new process."""
        with self._lock:
            if self._is_past(process):
                return
            task = self._tasks[0] if self._tasks else None
            self._is_up = False
            self._starts_left -= isinstance(task, _Starting)
            gives_up = isinstance(task, _Starting) and (end.is_out_of_time or not self._starts_left)
            undone = [each for task in self._tasks if isinstance(task, _Running) for each in task.batch]
            self._tasks.clear()
            if not gives_up:
                self._start()
        at_fault = None
        match task:
            case _Compiling(stylesheet):
                self._blame_stylesheet(stylesheet, end)
            case _Running(batch):
                at_fault = self._blame(batch, end)
        self._dispatcher.give_back(ticket for ticket, _ in undone if ticket is not at_fault)
        if gives_up:
            self._give_up(why_not_started(self._processor, self._limits, end))

    def _blame_stylesheet(self, stylesheet: StylesheetFile, end: End) -> None:
        fault = fault_of_compiling(self._processor, self._limits, end)
        if end.is_out_of_time:
            self._dispatcher.mark_unusable(stylesheet, fault)
        else:
            self._dispatcher.died_compiling(stylesheet, fault)

    def _blame(self, batch: Batch, end: End) -> Ticket | None:
        """The one that is at fault, with its error; None when that is to be found by running each alone."""
        if len(batch) > 1:
            for ticket, _ in batch:
                ticket.alone = True
            return None
        ((ticket, request),) = batch
        ticket.deaths += 1
        if not end.is_out_of_time and ticket.deaths < _DEATHS:
            return None
        ticket.settle(fault_of_run(self._processor, self._limits, request.time_limit, end))
        return ticket

    def _give_up(self, why: str) -> None:
        self.stop()
        self._dispatcher.gave_up(self, EngineUnavailable(why))

    def _is_past(self, process: Process) -> bool:
        return self._is_stopped or process is not self._process
