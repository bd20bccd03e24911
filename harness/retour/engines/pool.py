"""The queues that child processes work through.

Jobs of one group share a queue. A child stays with its group until the queue is empty, and takes up a group that
another child has begun only when enough is left there to be worth compiling the stylesheet once more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from threading import RLock
from time import monotonic
from typing import TypeVar

from retour.engines.child import Child
from retour.engines.inbox import Inbox
from retour.engines.limits import Limits
from retour.engines.protocol import Job, Order, Pending, Request, StylesheetFile
from retour.engines.sessions import Processor
from retour.engines.tickets import Ticket, do_first
from retour.errors import EngineError, EngineUnavailable, RetourError

T = TypeVar("T")

_WORTH_COMPILING = 40
"""Jobs that must be left in a group before a second child takes part in it."""

_DEATHS = 3
"""How many processes in a row may die while they compile one stylesheet, until that is its own fault."""

_DEATHS_ONCE_COMPILED = 10
"""The same for one that was compiled before: it is hardly its own fault then, but an end there must be."""

_CLOSING = 2.0
"""Seconds that closing waits for processes which were killed; the kernel needs milliseconds."""


class ChildPool:
    """An Engine in child processes, and the Dispatcher of their work.

    Args:
        processor: what runs in the children.
        workers: child processes at most.
        limits: what each of them may take.
    """

    def __init__(self, processor: Processor, workers: int, limits: Limits) -> None:
        self.name = processor.title
        self._processor = processor
        self._workers = workers
        self._limits = limits
        self._inbox = Inbox(self._look)
        self._lock = RLock()
        self._groups: dict[str, deque[Ticket]] = {}
        self._children: list[Child] = []
        self._unusable: dict[StylesheetFile, RetourError] = {}
        self._deaths: Counter[StylesheetFile] = Counter()  # in a row
        self._sound: set[StylesheetFile] = set()
        self._unavailable: EngineUnavailable | None = None

    def start(self, parts: int) -> None:
        with self._lock:
            self._hire(parts)

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        do_first(self, jobs)
        self._inbox.work()
        tickets = [Ticket(job, self._inbox) for job in jobs]
        with self._lock:
            for ticket in tickets:
                self._groups.setdefault(ticket.group, deque()).append(ticket)
            if self._unavailable is None:
                # As many as leave no work that none would come to soon.
                self._hire(
                    sum(1 + len(queue) // _WORTH_COMPILING for queue in self._groups.values() if queue)
                )
        if tickets and not any(child.is_up for child in self._children):
            tickets[0].prepare()  # opens the rule sets that most jobs need, while the children start
        self._feed()
        return list(tickets)

    def close(self) -> None:
        with self._lock:
            self._groups.clear()
            children, self._children = self._children, []
        for child in children:
            child.stop()
        self._inbox.close()
        end = monotonic() + _CLOSING
        for child in children:
            child.join(max(0.0, end - monotonic()))

    def next_tickets(self, child: Child, most: int) -> list[Ticket]:
        with self._lock:
            queue = self._groups.get(child.group or "")
            if not queue:
                child.group = self._next_group(child)
                queue = self._groups.get(child.group or "")
            if not queue:
                return []
            share = max(1, len(queue) // (2 * self._workers))  # so that children end at about the same time
            tickets = [queue.popleft()]
            while queue and len(tickets) < min(most, share) and not (tickets[0].alone or queue[0].alone):
                tickets.append(queue.popleft())
            return tickets

    def give_back(self, tickets: Iterable[Ticket]) -> None:
        with self._lock:
            for ticket in reversed(list(tickets)):
                self._groups.setdefault(ticket.group, deque()).appendleft(ticket)
        self._inbox.put(
            self._feed
        )  # not at once: the child that gives them back is in the middle of something

    def unusable(self, request: Request) -> RetourError | None:
        order: Order | None = request.order
        while order is not None:
            if (error := self._unusable.get(order.stylesheet)) is not None:
                return error
            order = order.also
        return None

    def mark_unusable(self, stylesheet: StylesheetFile, error: RetourError) -> None:
        self._unusable[stylesheet] = error

    def died_compiling(self, stylesheet: StylesheetFile, error: EngineError) -> None:
        with self._lock:
            self._deaths[stylesheet] += 1
            most = _DEATHS_ONCE_COMPILED if stylesheet in self._sound else _DEATHS
            if self._deaths[stylesheet] >= most:
                self._unusable[stylesheet] = error

    def compiled(self, stylesheet: StylesheetFile) -> None:
        with self._lock:
            self._sound.add(stylesheet)
            del self._deaths[stylesheet]

    def gave_up(self, child: Child, error: EngineUnavailable) -> None:
        with self._lock:
            self._children = [other for other in self._children if other is not child]
            if not self._children:
                self._unavailable = error
        self._inbox.put(self._feed)

    def _feed(self) -> None:
        """See to it that what waits is done, or is told that it never will be."""
        with self._lock:
            children = tuple(self._children)
            waiting: list[Ticket] = []
            if self._unavailable is not None:
                waiting = [ticket for queue in self._groups.values() for ticket in queue]
                self._groups.clear()
        for ticket in waiting:
            assert self._unavailable is not None
            ticket.settle(self._unavailable)
        for child in children:
            child.feed()

    def _look(self) -> None:
        for child in tuple(self._children):
            child.look()

    def _hire(self, wanted: int) -> None:
        """Have so many children, or as many as there may be."""
        while len(self._children) < min(wanted, self._workers):
            self._children.append(Child(self, self._inbox, self._processor, self._limits))

    def _next_group(self, child: Child) -> str | None:
        taken = {other.group for other in self._children if other is not child}
        waiting = {group: len(queue) for group, queue in self._groups.items() if queue}
        free = next((group for group in waiting if group not in taken), None)
        if free is not None:
            return free
        most = max(waiting, key=lambda group: waiting[group], default=None)
        return most if most is not None and waiting[most] > _WORTH_COMPILING else None
