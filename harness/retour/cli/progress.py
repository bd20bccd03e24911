"""How far a long run is, on a terminal that somebody looks at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

_QUICK = 50
"""Steps that are done before anyone wonders; of fewer it is told as well, once they take long."""

_LONG = 1.0
"""Seconds after which anyone wonders."""


@contextmanager
def progress(doing: str, steps: int | None = None) -> Iterator[Callable[[], None]]:
    """Show progress on standard error while the context lasts; nothing for what is done soon, or where nobody looks.

    Args:
        doing: what is done, e.g. `comparing`.
        steps: how many there are; None where that isn't known, and it is shown that something is done.

    Yields:
        What is to be called for each step that is done.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    shown = _Bar(doing, steps)
    try:
        yield shown.step
    finally:
        shown.end()


class _Bar:
    """A bar on the terminal: at once for many steps, else when they take long."""

    def __init__(self, doing: str, steps: int | None) -> None:
        self._doing = doing
        self._steps = steps
        self._done = 0
        self._is_over = False
        self._bar: Progress | None = None
        self._turn = Lock()
        self._timer = Timer(_LONG, self._begin)
        self._timer.daemon = True
        if steps is not None and steps >= _QUICK:
            self._begin()
        else:
            self._timer.start()

    def step(self) -> None:
        """One step more is done."""
        with self._turn:
            self._done += 1
            if self._bar is not None:
                self._bar.advance(self._bar.task_ids[0])

    def end(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._turn:
            self._is_over = True
            if self._bar is not None:
                self._bar.stop()

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        known = (MofNCompleteColumn(), TimeRemainingColumn()) if self._steps is not None else ()
        bar = Progress(
            TextColumn(self._doing),
            BarColumn(),
            *known,
            console=Console(stderr=True),
            refresh_per_second=4,
            transient=True,
        )
        with self._turn:
            if self._is_over:
                return
            self._bar = bar
            bar.add_task(self._doing, total=self._steps, completed=self._done)
            bar.start()
