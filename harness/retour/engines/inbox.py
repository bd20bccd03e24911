"""What child processes have told, until somebody works at it.

The threads that listen to the processes only put it here. Requests and results are made in the threads that want
results: this avoids lock contention; with one caller all work stays in its thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition
from time import monotonic

from retour.errors import EngineUnavailable

Event = Callable[[], None]

_LONGEST_WAIT = 0.5
"""Seconds; a long wait can't be interrupted on Windows."""


class Inbox:
    """See the module's text.

    Args:
        look: done now and then by whoever waits, so that nothing is waited for in vain.
    """

    def __init__(self, look: Callable[[], None] = lambda: None) -> None:
        self._look = look
        self._looked = 0.0
        self._events: deque[Event] = deque()
        self._changed = Condition()
        self._is_closed = False

    def put(self, event: Event) -> None:
        """Leave something to be done."""
        with self._changed:
            self._events.append(event)
            self._changed.notify()

    def work(self) -> None:
        """Do what there is to do."""
        while self._events:
            self._do_next()

    def work_until(self, is_done: Callable[[], bool]) -> None:
        """Do what there is to do, and what comes in, until something is done, here or in another thread.

        Raises:
            EngineUnavailable: nothing will come in any more.
        """
        while not is_done():
            if self._is_closed:
                raise EngineUnavailable("the engine was closed before it came to this")
            with self._changed:
                self._changed.wait_for(lambda: self._events or is_done() or self._is_closed, _LONGEST_WAIT)
            self._do_next()
            if monotonic() - self._looked > _LONGEST_WAIT:
                self._looked = monotonic()
                self._look()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _do_next(self) -> None:
        try:
            event = self._events.popleft()
        except IndexError:  # another thread was here first
            return
        event()
        with self._changed:
            self._changed.notify_all()  # what they wait for may be done
