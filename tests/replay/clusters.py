"""Schedulers and workers of Dask as processes of their own, which can be killed and started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from processes import engine_children, wait_until

_WORKER = "spawn_main"
"""What a worker's process is called, below the one that looks after it."""


class Machines:
    """A scheduler and workers that stand in folders of their own, where nothing of the project is.

    Args:
        home: where the folders are made.
    """

    def __init__(self, home: Path, workers: int = 2) -> None:
        self._home = home
        self._port = _free_port()
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._scheduler = self._start_scheduler()
        self._workers = [self._start_worker(number) for number in range(workers)]

    def kill_worker(self, number: int) -> None:
        """Kill the process of a worker; who looks after it starts another one.

        Who looks after it ends when a worker is killed that wasn't ready yet; then it is started again, as a service is.
        """
        assert wait_until(lambda: bool(self._working(number)), 60)
        for process in self._working(number):
            os.kill(process, signal.SIGKILL)

    def _working(self, number: int) -> list[int]:
        """The processes of a worker."""
        if self._workers[number].poll() is not None:
            self._workers[number] = self._start_worker(number)
        return engine_children(self._workers[number].pid, _WORKER)

    def restart_scheduler(self) -> None:
        """Kill the scheduler with all its workers, and start others, the scheduler at its address."""
        self._scheduler.kill()
        self._scheduler.wait()
        for worker in self._workers:
            below = engine_children(worker.pid, _WORKER)
            worker.kill()
            worker.wait()
            for process in below:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
        self._scheduler = self._start_scheduler()
        self._workers = [self._start_worker(number) for number in range(len(self._workers))]

    def close(self) -> None:
        """Leave no process behind."""
        for process in (*self._workers, self._scheduler):
            process.terminate()
        for process in (*self._workers, self._scheduler):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        return self._start(
            "scheduler", "scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"
        )

    def _start_worker(self, number: int) -> subprocess.Popen[bytes]:
        own = ("--nthreads", "1", "--memory-limit", "0", "--local-directory", ".", "--no-dashboard")
        return self._start(f"worker{number}", "worker", self.address, *own)

    def _start(self, folder: str, *arguments: str) -> subprocess.Popen[bytes]:
        home = self._home / folder
        home.mkdir(parents=True, exist_ok=True)
        with (home / "said").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments], cwd=home, stdout=said, stderr=said
            )


@contextmanager
def machines(home: Path) -> Iterator[Machines]:
    """Some, for as long as the context lasts."""
    found = Machines(home)
    try:
        yield found
    finally:
        found.close()


def _free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
