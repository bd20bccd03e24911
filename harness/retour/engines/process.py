"""One child process as the operating system gives it: started, spoken to, heard, and ended within bounds.

Two threads belong to it. The keeper starts the process and hears it until it is gone: on Linux a process that wants to die with
its parent dies with the *thread* that started it, so that must be a thread that lives as long. The writer sends: a pipe
that is full would hold up whoever hands over the work. Neither keeps this program from ending.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any

from retour.engines import ending
from retour.engines.wire import receive, send

_MAIN = "import sys; sys.path[:] = {path!r}; from {module} import main; main({arguments})"
"""A child knows nothing of the program that it is started from but where that finds its modules."""

_MOST_OF_STDERR = 64 * 1024

Heard = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended.

    Attributes:
        code: its exit code, below 0 for a signal; None when it didn't come to be.
        stderr: how what it wrote to standard error begins, or why it didn't come to be.
        overdue: whether it was ended from here because its time was up.
    """

    code: int | None
    stderr: str
    overdue: bool = False

    @property
    def is_out_of_time(self) -> bool:
        """Whether its time was up."""
        return self.overdue or ending.ran_out_of_time(self.code, self.stderr)

    @property
    def is_out_of_memory(self) -> bool:
        """Whether it needed more memory than it may have."""
        return ending.ran_out_of_memory(self.code, self.stderr)

    @property
    def said(self) -> str:
        """The last line of what it wrote to standard error."""
        lines = [line.strip() for line in self.stderr.splitlines() if line.strip()]
        return lines[-1] if lines else ""


class Process:
    """See the module's text.

    Args:
        module: whose `main`, given the id of this process and `arguments`, is what the process does.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._module = module
        self._arguments = arguments
        self._outgoing: SimpleQueue[Any] = SimpleQueue()
        self._hear: Heard | None = None
        self._unheard: list[Any] = []
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_unwanted = False
        self._is_overdue = False
        self._keeper = Thread(target=self._keep, name="retour-keeper", daemon=True)
        self._keeper.start()

    def employ(self, first: Any, hear: Heard) -> None:
        """Give the process its work.

        Args:
            first: what is sent before all else.
            hear: is given, by the keeper, what the process sends and at last its End; by this thread, where it is gone
                already.
        """
        with self._lock:
            self._hear = hear
        for said in self._unheard:
            hear(said)
        self.send(first)

    def send(self, thing: Any) -> None:
        """Send something, now or when the process has room for it; one that is dead gets nothing."""
        self._outgoing.put(thing)

    def kill(self, *, overdue: bool = False) -> None:
        """End the process at once; one that is still being started ends when it is there."""
        with self._lock:
            self._is_unwanted = True
            self._is_overdue |= overdue
            if self._process is not None:
                self._process.kill()

    def join(self, seconds: float) -> None:
        """Wait until the process is gone, but no longer than that."""
        self._keeper.join(seconds)

    def _keep(self) -> None:
        try:
            with tempfile.TemporaryFile() as stderr:  # it has no name, or goes with the last that has it open
                self._tell(self._listen(stderr))
        except Exception as error:  # no process to be had, nowhere to write, or this program is ending
            self._tell(End(None, str(error)))

    def _tell(self, said: Any) -> None:
        with self._lock:
            if self._hear is None:
                self._unheard.append(said)
                return
        self._hear(said)

    def _listen(self, stderr: IO[bytes]) -> End:
        process = self._begin(stderr)
        assert process.stdin is not None
        assert process.stdout is not None
        writer = Thread(target=self._write, args=(process.stdin,), name="retour-writer", daemon=True)
        writer.start()
        try:
            while True:
                self._tell(receive(process.stdout))
        except (EOFError, OSError):
            pass
        finally:
            process.kill()  # it may have closed its pipe and still be there
            code = process.wait()
            self._outgoing.put(None)  # the writer, if it waits for something to send
            process.stdout.close()
        stderr.seek(0)
        said = stderr.read(_MOST_OF_STDERR).decode("utf-8", "replace")
        return End(code, said, self._is_overdue)

    def _begin(self, stderr: IO[bytes]) -> subprocess.Popen[bytes]:
        path = [os.path.abspath(part) for part in sys.path if isinstance(part, str)]
        arguments = ", ".join(map(repr, (os.getpid(), *self._arguments)))
        process = subprocess.Popen(
            [sys.executable, "-c", _MAIN.format(path=path, module=self._module, arguments=arguments)],
            env={**os.environ, "TZ": "UTC"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
        )
        with self._lock:
            self._process = process
            if self._is_unwanted:
                process.kill()
        return process

    def _write(self, stdin: IO[bytes]) -> None:
        try:
            while (thing := self._outgoing.get()) is not None:
                send(stdin, thing)
            stdin.close()
        except (OSError, ValueError):  # the process is gone; the keeper tells
            pass
