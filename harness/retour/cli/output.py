"""What the commands print: harmless text, and data as it is."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from retour.errors import OutputError
from retour.text.plain import plain
from retour.text.writing import reason_of

_NARROWEST = 40
"""Columns that a terminal is taken to have at least."""

_OF_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EBADF, errno.EIO)
"""What the system says of a stream that can't be written to."""


def prepare_streams() -> None:
    """Write UTF-8 whatever the console says; a stream that is closed swallows what no command should die of.

    Without this a file or a pipe that is opened later would get the number of the closed stream, and what is written there.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR if number == 2 else os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(
    text: str = "",
    *,
    err: bool = False,
    end: str = "\n",
    paint: Callable[[str], str] | None = None,
) -> None:
    """Print a text, made harmless.

    Args:
        err: on standard error, where nothing stops a command.
        paint: gives colour to what is harmless; of standard output alone.

    Raises:
        OutputError: standard output is closed or full.
    """
    if err:
        with suppress(OSError):
            print(plain(text), end=end, file=sys.stderr, flush=True)
        return
    say_pieces((text, end), paint)


def say_pieces(pieces: Iterable[str], paint: Callable[[str], str] | None = None) -> None:
    """Print a text that comes in pieces, made harmless.

    Args:
        paint: gives colour to what is harmless.

    Raises:
        OutputError: standard output is closed or full.
    """
    with standard_output() as stream:
        harmless = map(plain, pieces)
        stream.writelines(harmless if paint is None else map(paint, harmless))
        stream.flush()


def give(data: bytes) -> None:
    """Print the bytes of a message or a report: as they are, but for a terminal, which would obey them.

    Raises:
        OutputError: standard output is closed or full.
    """
    with standard_output() as stream:
        if stream.isatty():
            stream.write(plain(data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")))
        else:
            stream.flush()
            stream.buffer.write(data)
        stream.flush()


def terminal_width() -> int | None:
    """Columns of the terminal that is written to, or that COLUMNS says; None where the output goes to a file or another program."""
    if "COLUMNS" in os.environ or (sys.stdout is not None and sys.stdout.isatty()):
        return max(_NARROWEST, shutil.get_terminal_size().columns)
    return None


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, for as long as something is written to it.

    Raises:
        OutputError: it is closed or full. It swallows what comes after, or Python would tell that again at its end.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed: nothing can be printed")
    try:
        yield sys.stdout
    except OSError as error:
        if error.errno not in _OF_OUTPUT:
            raise
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, 1)
        os.close(void)
        if error.errno == errno.EPIPE:
            raise OutputError("standard output was closed before everything was printed") from None
        raise OutputError(f"standard output can't be written to: {reason_of(error)}") from None
