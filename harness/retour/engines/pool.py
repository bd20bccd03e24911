"""The queues that child processes work through.

Jobs of one group share a queue. A child stays with its group until the queue is empty, and takes up a group that
another child has begun only when enough is left there to be worth compiling the stylesheet once more.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import TypeVar

from retour.engines.child import Child, Ticket
from retour.engines.inbox import Inbox
from retour.engines.protocol import Job, Pending, Request, Stylesheet
from retour.engines.sessions import Processor
from retour.errors import EngineError, EngineUnavailable

T = TypeVar("T")

_WORTH_COMPILING = 40
"""Jobs that must be left in a group before a second child takes part in it."""


class ChildPool:
    """An Engine in child processes, and the Dispatcher of their work.

    Args:
        processor: what runs in the children.
        workers: child processes at most.
    """

    def __init__(self, processor: Processor, workers: int) -> None:
        self.name = processor.title
        self._processor = processor
        self._workers = workers
        self._inbox = Inbox()
        self._lock = RLock()
        self._groups: dict[str, deque[Ticket]] = {}
        self._children: list[Child] = []
        self._unusable: dict[Stylesheet, EngineError] = {}
        self._unavailable: EngineUnavailable | None = None
        self._scratch: Path | None = None

    def start(self, parts: int) -> None:
        with self._lock:
            self._hire(parts)

    def submit(self, jobs: Sequence[Job[T]]) -> list[Pending[T]]:
        self._inbox.work()
        tickets = [Ticket(job, self._inbox) for job in jobs]
        with self._lock:
            if self._unavailable is not None:
                for ticket in tickets:
                    ticket.settle(self._unavailable)
                return list(tickets)
            for ticket in tickets:
                self._groups.setdefault(ticket.group, deque()).append(ticket)
            # As many as leave no work that none would come to soon.
            self._hire(sum(1 + len(queue) // _WORTH_COMPILING for queue in self._groups.values() if queue))
            children = tuple(self._children)
        for child in children:
            child.feed()
        return list(tickets)

    def close(self) -> None:
        with self._lock:
            self._groups.clear()
            children, self._children = self._children, []
        for child in children:
            child.stop()
        for child in children:
            child.join()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None

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

    def unusable(self, request: Request) -> EngineError | None:
        return self._unavailable or self._unusable.get(request.order.stylesheet)

    def mark_unusable(self, request: Request, error: EngineError) -> None:
        self._unusable[request.order.stylesheet] = error

    def mark_unavailable(self, error: EngineUnavailable) -> None:
        with self._lock:
            self._unavailable = error
            waiting = [ticket for queue in self._groups.values() for ticket in queue]
            self._groups.clear()
        for ticket in waiting:
            ticket.settle(error)

    def _hire(self, wanted: int) -> None:
        """Have so many children, or as many as there may be."""
        if self._scratch is None:
            self._scratch = Path(tempfile.mkdtemp(prefix="retour-"))
        while len(self._children) < min(wanted, self._workers):
            self._children.append(
                Child(self, self._inbox, self._processor, self._scratch / f"stderr-{len(self._children)}")
            )

    def _next_group(self, child: Child) -> str | None:
        taken = {other.group for other in self._children if other is not child}
        waiting = {group: len(queue) for group, queue in self._groups.items() if queue}
        free = next((group for group in waiting if group not in taken), None)
        if free is not None:
            return free
        most = max(waiting, key=lambda group: waiting[group], default=None)
        return most if most is not None and waiting[most] > _WORTH_COMPILING else None
