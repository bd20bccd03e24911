"""A command within limits: its time, what it writes, and all processes that it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import IO

from retour.errors import SubjectError
from retour.text.sizes import size_text

_CHUNK = 65536
_LOOK = 0.02
"""Seconds between two looks whether a process has ended."""

_AFTER = 1.0
"""Seconds that what a process leaves behind may keep its output open."""

_OUT, _ERR = "standard output", "standard error"

_STDERR_TOLD = 500
"""Characters of standard error that an error repeats."""


class Started:
    """A process in a group of its own, with its output read as it comes.

    Args:
        most: bytes that it may write, to standard output and to standard error each; see `forget`.

    Attributes:
        stdin: to write to; None when it gets no input.
    """

    def __init__(self, command: Sequence[str], folder: Path, most: int, *, takes_input: bool) -> None:
        self._most = most
        self._changed = Condition()
        self._out, self._err = bytearray(), bytearray()
        self._open = {_OUT, _ERR}
        self._is_killed = False
        self._process = _popen(command, folder, takes_input=takes_input)
        self.stdin: IO[bytes] | None = self._process.stdin
        streams = ((_OUT, self._process.stdout, self._out), (_ERR, self._process.stderr, self._err))
        for name, stream, kept in streams:
            Thread(target=self._read, args=(name, stream, kept), name="retour-subject", daemon=True).start()

    @property
    def has_flooded(self) -> bool:
        """Whether it wrote more than it may."""
        return len(self._out) > self._most or len(self._err) > self._most

    @property
    def said(self) -> str:
        """The end of what it wrote to standard error, on one line, to be put behind a sentence; empty when there is nothing."""
        text = " ".join(self._err.decode("utf-8", "replace").split())
        return f": {text[-_STDERR_TOLD:]}" if text else ""

    def wait(self, deadline: float) -> bytes:
        """Wait until it has ended, and a moment for what it started to close its output; all that it wrote to standard output.

        Args:
            deadline: by the monotonic clock.

        Raises:
            OverdueError: it hasn't ended by then.
            SubjectError: it wrote too much.
        """
        with self._changed:
            ended: float | None = None
            while self._open or ended is None:
                now = monotonic()
                if ended is None and self._has_ended():
                    ended = now
                self.refuse_flood()
                if ended is not None and now >= min(ended + _AFTER, deadline):
                    break
                if now >= deadline:
                    raise OverdueError
                self._changed.wait(_LOOK)
            self.refuse_flood()
            return bytes(self._out)

    def line(self, deadline: float) -> bytes | None:
        """The next line of its output; None when it has ended before one came.

        Args:
            deadline: by the monotonic clock.

        Raises:
            OverdueError: none has come by then.
            SubjectError: it wrote too much.
        """
        with self._changed:
            while (end := self._out.find(b"\n")) < 0:
                self.refuse_flood()
                if _OUT not in self._open:
                    return None
                if (left := deadline - monotonic()) <= 0:
                    raise OverdueError
                self._changed.wait(min(_LOOK, left))
            self.refuse_flood()
            line = bytes(self._out[:end])
            del self._out[: end + 1]
            return line

    def forget(self) -> None:
        """Begin to count what it writes anew, for the next message."""
        with self._changed:
            del self._err[:]

    def refuse_flood(self) -> None:
        """Stop where it wrote more than it may.

        Raises:
            SubjectError: it did.
        """
        if self.has_flooded:
            where = _OUT if len(self._out) > self._most else _ERR
            raise SubjectError(
                f"it wrote more than {size_text(self._most)} to {where} (output_limit)",
                "subject-output-limit",
            )

    def kill(self) -> int | None:
        """End it with all that it started; its exit code, None when that is of our killing it."""
        has_ended = self._has_ended()
        if not self._is_killed:  # before it is reaped: until then nobody else can have its number
            self._is_killed = True
            _kill_group(self._process)
        code = self._process.wait()
        if self.stdin is not None:
            with suppress(OSError):
                self.stdin.close()
        return code if has_ended else None

    def _has_ended(self) -> bool:
        if self._process.returncode is not None:
            return True
        if not hasattr(os, "waitid"):
            return self._process.poll() is not None
        try:
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        except ChildProcessError:
            return True

    def _read(self, name: str, stream: IO[bytes], kept: bytearray) -> None:
        with suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), _CHUNK):
                with self._changed:
                    if len(kept) <= self._most:  # more of a flood need not be kept
                        kept += chunk
                    self._changed.notify_all()
        with self._changed:
            self._open.discard(name)
            self._changed.notify_all()
        with suppress(OSError):
            stream.close()


class OverdueError(Exception):
    """A process took longer than it may; who set the limit says which."""


def _popen(command: Sequence[str], folder: Path, *, takes_input: bool) -> subprocess.Popen[bytes]:
    """Start a command.

    Raises:
        SubjectError: there is no such program, or it can't be run.
    """
    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.PIPE if takes_input else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=sys.platform != "win32",
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SubjectError(f"{command[0]!r} can't be run: {why}", "subject-unreachable") from None


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
