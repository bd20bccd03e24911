"""SIGTERM, as a CI sends it when a run is cancelled or takes too long, ends a run as Ctrl-C does: with all that is closed then."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TERMINATED = 128 + signal.SIGTERM
"""The exit code of a run that SIGTERM ended."""


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came."""


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """Raise `TerminatedError` in the main thread when SIGTERM comes, unless somebody else already does something then."""
    is_ours = _is_main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if is_ours:
        signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        if is_ours and signal.getsignal(signal.SIGTERM) is _end:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let no signal stop what is done, which must be short: stopping processes, so that none is left."""
    if not _is_main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:  # None is one that wasn't set from Python
                signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    raise TerminatedError("ended by SIGTERM")


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
