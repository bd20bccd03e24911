"""Python in processes of its own, and the processes that the engine works in, seen from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

RETOUR = ("-c", "from retour.cli import main; main()")
"""The command `retour`, as arguments of Python."""

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs signals, process groups and limits")


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str


def run_python(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None, limit: float = 60) -> Ended:
    """Run this Python with arguments; its output is read as UTF-8."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        timeout=limit,
        check=False,
    )
    out, err = (stream.decode("utf-8").replace("\r\n", "\n") for stream in (done.stdout, done.stderr))
    return Ended(done.returncode, out, err)


def run_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs the command `retour` in this process: quicker, with the output and the exit code that it has outside."""
    from retour.cli import main

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["retour", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return Ended(int(caught.value.code or 0), out, err)

    return run


def path_with(folder: Path) -> str:
    """PYTHONPATH with a folder put first."""
    return os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))


def engine_children(parent: int, module: str = "retour.engines.in_child") -> list[int]:
    """The processes below a process in which an engine works.

    Args:
        module: what they run.
    """
    listed = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, encoding="utf-8", check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    below = {parent}
    for _ in rows:  # as deep as it goes
        grown = below | {int(row[0]) for row in rows if int(row[1]) in below}
        if grown == below:
            break
        below = grown
    return [
        int(row[0])
        for row in rows
        if int(row[0]) in below - {parent} and not row[2].startswith("Z") and module in row[3]
    ]


def is_alive(process: int) -> bool:
    """Whether a process is there and no zombie."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, encoding="utf-8", check=False
    )
    state = listed.stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until(condition: Callable[[], bool], limit: float = 20.0) -> bool:
    """Whether a condition came true within a number of seconds."""
    end = time.monotonic() + limit
    while not (met := condition()) and time.monotonic() < end:
        time.sleep(0.05)
    return met
