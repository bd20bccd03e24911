"""One at a time: a command that changes a project's rule sets waits until another has ended."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retour.rulesets.archives import InstallError

_PAUSE = 0.05


@contextmanager
def alone_in(project: Path, patience: float = 60.0) -> Iterator[None]:
    """Hold a project, so that nobody else installs into it; the system lets go of it when this process ends, however it does.

    Args:
        patience: seconds to wait for somebody else.

    Raises:
        InstallError: somebody else holds it for longer.
        OSError: the folder isn't there, or can't be held.
    """
    held = _opened(project)
    try:
        begin = time.monotonic()
        while not _is_ours(held):
            if time.monotonic() - begin > patience:
                raise InstallError(
                    f"another `retour rules add` has been at work in {project.name} for {patience:.0f} seconds: "
                    "try again when it has ended"
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(held)


if sys.platform == "win32":
    import msvcrt

    def _opened(project: Path) -> int:
        # Windows holds no folders: a hidden file stands for it, and stays.
        return os.open(project / ".retour.lock.held", os.O_RDWR | os.O_CREAT)

    def _is_ours(held: int) -> bool:
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _opened(project: Path) -> int:
        return os.open(project, os.O_RDONLY)

    def _is_ours(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
