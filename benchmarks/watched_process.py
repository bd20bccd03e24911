"""What a command takes, with all processes that it starts: wall time, CPU time, and the most memory of all together."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import ROOT

_PAUSE = 0.02
"""Seconds between two looks at the memory."""

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
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        most, said = 0, b""
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        while True:
            said += process.stdout.read() or b""
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            most = max(most, _memory(process.pid))
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
