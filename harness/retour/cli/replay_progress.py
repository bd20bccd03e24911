"""How far a replay is, how fast it goes, and the time that is left: on a terminal all the time, in a log now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from retour.cli.output import say
from retour.language import ENGLISH, Texts

_TOLD_EVERY = 30.0
"""Seconds after which a log is told."""

Seen = Callable[[int, int, bool], None]
"""Given how many messages are done, how many bytes of the corpus have been read with them, and whether a run before did them."""


class Rate:
    """How fast it goes; what a run before did, and what it takes to start, doesn't count.

    Args:
        size: bytes of the corpus.
        clock: seconds.
        texts: in which it is told.
    """

    def __init__(self, size: int, clock: Callable[[], float] = monotonic, texts: Texts = ENGLISH) -> None:
        self.texts = texts
        self._size = size
        self._clock = clock
        self._began: float | None = None
        self._begun_at = 0
        self._new = 0
        self.messages = 0
        self.at = 0

    def seen(self, messages: int, at: int, before: bool) -> None:
        """See `Seen`."""
        self.messages += messages
        self.at = max(self.at, at)
        if before or self._began is None:
            self._began = None if before else self._clock()
            self._begun_at = self.at
        else:
            self._new += messages

    @property
    def rate(self) -> str:
        """Messages, and how many a second."""
        seconds = self._seconds
        rate = f", {self.texts.number(round(self._new / seconds))}/s" if seconds and self._new else ""
        return f"{self.texts.counted(self.messages, '%(number)s message', '%(number)s messages')}{rate}"

    @property
    def left(self) -> str:
        """The time that is left, as far as it can be told."""
        done = self.at - self._begun_at
        if not done or not self._seconds:
            return ""
        left = int(self._seconds * max(self._size - self.at, 0) / done)
        time = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02}"
        return self.texts("%(time)s left", time=time)

    @property
    def _seconds(self) -> float:
        return 0.0 if self._began is None else self._clock() - self._began


@contextmanager
def replay_progress(size: int, texts: Texts = ENGLISH) -> Iterator[tuple[Rate, Seen]]:
    """Show it for as long as the context lasts.

    Args:
        size: bytes of the corpus.
    """
    rate = Rate(size, texts=texts)
    if not sys.stderr.isatty():
        yield rate, _in_lines(rate)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (
        TextColumn(texts("replaying")),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("replaying", total=size, said="")

        def seen(messages: int, at: int, before: bool) -> None:
            rate.seen(messages, at, before)
            bar.update(task, completed=rate.at, said=_said(rate))

        yield rate, seen


def _in_lines(rate: Rate) -> Seen:
    told = monotonic()

    def seen(messages: int, at: int, before: bool) -> None:
        nonlocal told
        rate.seen(messages, at, before)
        if monotonic() - told > _TOLD_EVERY:
            told = monotonic()
            say(f"retour: {_said(rate)}", err=True)

    return seen


def _said(rate: Rate) -> str:
    return ", ".join(filter(None, (rate.rate, rate.left)))
