"""Temporary folders that don't outlive their run: they go at its end, by SIGTERM too, and after SIGKILL with the next run."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import FrameType

try:
    import fcntl
except ImportError:  # Windows, where a folder that a kill left stays
    fcntl = None  # type: ignore[assignment]

_PREFIX = "retour-"
_MARK = ".retour-scratch"
"""A file in each folder: by it a folder is known to be one of these, and while its run lives it is locked."""

_NEW = 60.0
"""Seconds in which a folder is left alone, because its run may be about to lock it."""

_held: dict[Path, int] = {}  # the folders of this run, and the descriptors of their marks


def new_scratch() -> Path:
    """An empty folder, as its real path; it goes with `remove_scratch`, or at the end of this run."""
    _begin()
    folder = Path(os.path.realpath(tempfile.mkdtemp(prefix=_PREFIX)))
    mark = os.open(folder / _MARK, os.O_RDWR | os.O_CREAT, 0o600)
    _lock(mark)
    _held[folder] = mark
    return folder


def remove_scratch(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    mark = _held.pop(folder, None)
    if mark is not None:
        os.close(mark)  # Windows removes nothing that is open
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for as long as it is needed."""
    folder = new_scratch()
    try:
        yield folder
    finally:
        remove_scratch(folder)


@cache
def _begin() -> None:
    """Once in a run: tidy up what others left, and see to it that this one leaves nothing."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)
    atexit.register(_remove_all)
    in_main = threading.current_thread() is threading.main_thread()
    if in_main and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _on_sigterm)


def _is_left(folder: Path) -> bool:
    """Whether a folder is one of these, of this user, and of a run that is over."""
    if fcntl is None or folder.is_symlink() or folder.stat().st_uid != os.getuid():
        return False
    mark = os.open(folder / _MARK, os.O_RDWR | os.O_NOFOLLOW)
    try:
        return time.time() - os.fstat(mark).st_mtime > _NEW and _lock(mark)
    finally:
        os.close(mark)


def _lock(mark: int) -> bool:
    """Lock a mark; whether that could be done, because no other run holds it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove_all() -> None:
    for folder in tuple(_held):
        remove_scratch(folder)


def _on_sigterm(number: int, frame: FrameType | None) -> None:
    """Die of it all the same, so that whoever sent it sees that it worked."""
    _remove_all()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
