"""What a command takes, with all processes that it starts: wall time, CPU time, and the most memory of all together."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import environment

_PAUSE = 0.005
"""Seconds between two looks at whether it is done."""

_LOOKS = 20
"""Of these, one in so many looks at the memory too, which takes longer."""

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall and of processors, and MB."""

    wall: float
    cpu: float
    megabytes: float


def took(command: Sequence[str], cwd: Path) -> Took:
    """Run a command.

    Raises:
        RuntimeError: it failed, so its figures mean nothing.
    """
    begin = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        most, said, looks = 0, b"", 0
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        while True:
            said += process.stdout.read() or b""
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if looks % _LOOKS == 0:
                most = max(most, _memory(process.pid))
            looks += 1
            time.sleep(_PAUSE)
        process.returncode = os.waitstatus_to_exitcode(status)
        said += process.stdout.read() or b""
    wall = time.perf_counter() - begin
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} failed:\n{said[-2000:].decode(errors='replace')}")
    return Took(round(wall, 3), round(usage.ru_utime + usage.ru_stime, 3), round(most / 1e6, 1))


def _memory(session: int) -> int:
    """Bytes in memory of all processes of a session; what they share counts for each."""
    found = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError, ValueError, IndexError):
                status = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(status[3]) == session:
                    found += int(status[21]) * _PAGE
    return found
