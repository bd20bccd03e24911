"""What child processes have told, until somebody works at it.

The threads that listen to the processes only put it here. Requests and results are made in the threads that want
results: there are fewer turns to take that way, and what is made is made in one thread as long as one thread asks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Condition

Event = Callable[[], None]

_LONGEST_WAIT = 0.5
"""Seconds; a long wait can't be interrupted on Windows."""


class Inbox:
    """See the module's text."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()
        self._changed = Condition()

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
        """Do what there is to do, and what comes in, until something is done, here or in another thread."""
        while not is_done():
            with self._changed:
                self._changed.wait_for(lambda: self._events or is_done(), _LONGEST_WAIT)
            self._do_next()

    def _do_next(self) -> None:
        try:
            event = self._events.popleft()
        except IndexError:  # another thread was here first
            return
        event()
        with self._changed:
            self._changed.notify_all()  # what they wait for may be done
