"""How a child process ends by itself, without Python: while SaxonC runs, nothing else in the process gets a turn.

The kernel does it, or a thread in C: when a time is up, when the parent is gone, when there is no more memory.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path

from retour.engines.limits import Limits

OUT_OF_MEMORY = 98
"""The exit code of a child that ran out of memory and could still say so."""

IDLE = 6
"""How many times longer than it may work a process may take in all."""

_PR_SET_PDEATHSIG = 1
_TIMED_OUT = "Timeout ("
_TIMERS = ("SIGALRM", "SIGPROF")
"""What ends a process of which the time is up, by the clock and by the processor."""
_NO_MEMORY = "OutOfMemoryError"


def end_with_parent(parent: int) -> None:
    """Have this process killed when the thread that started it ends.

    That is Linux's. Elsewhere a child sees that its parent is gone when it next reads its orders, which is when its
    time limit ends at the latest.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before
            os._exit(1)


def end_after(seconds: float) -> None:
    """Have this process ended after so many seconds, by a clock that nobody sets, unless `go_on` comes first."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)
    else:  # Windows
        faulthandler.dump_traceback_later(seconds, exit=True)


def end_after_work(seconds: float) -> None:
    """Have this process ended after so many seconds of a processor's time, or several times as many by the clock.

    So it isn't ended because the machine is busy with something else. Without timers of that kind the clock alone counts.
    """
    end_after(seconds * IDLE)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def go_on() -> None:
    """Call off what `end_after` or `end_after_work` began."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
    else:
        faulthandler.cancel_dump_traceback_later()


def listen_to_signals() -> None:
    """Leave Ctrl-C to the parent, and let any other signal end this process at once, whatever it is busy with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", *_TIMERS):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def limit_memory_and_files(limits: Limits) -> None:
    """Have the kernel refuse what is more than a child may have; a file it writes can only be its standard error.

    The limit is on memory that is written to: SaxonC 13 reserves 35 GB that it never uses.
    """
    if sys.platform == "win32":
        return
    import resource

    sys.dont_write_bytecode = True  # Python doesn't notice when a compiled file is cut off
    for what, most in (
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_FSIZE, limits.stderr),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        with suppress(ValueError, OSError):  # the platform doesn't know of it
            resource.setrlimit(what, (most, hard))


def ran_out_of_time(code: int | None, stderr: str) -> bool:
    """Whether a child ended by `end_after` or `end_after_work`."""
    if os.name != "posix":
        return _TIMED_OUT in stderr
    return code in {-getattr(signal, name) for name in _TIMERS}


def ran_out_of_memory(code: int | None, stderr: str) -> bool:
    """Whether a child ended because it may not have more memory; SaxonC's runtime says so as it dies."""
    return code == OUT_OF_MEMORY or (code not in (0, None) and is_no_memory(stderr))


def is_no_memory(said: str) -> bool:
    """Whether that is what a processor said of having no memory left."""
    return _NO_MEMORY in said


def is_short_of_memory() -> bool:
    """Whether this process may have been refused memory: it used a third of what it may have, and may have asked for more.

    For libraries that go on without, and say no more than that something couldn't be made.
    """
    if sys.platform != "linux":
        return False
    import resource

    most, _ = resource.getrlimit(resource.RLIMIT_DATA)
    return most != resource.RLIM_INFINITY and 3 * _most_memory() > most


def _most_memory() -> int:
    """The most memory that this process had, in bytes; getrusage counts what the parent had when it started this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    peak = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
    return int(peak[1]) * 1024 if peak is not None else 0
