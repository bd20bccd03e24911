"""The standard error of a process, also what libraries in C write to it, in a file."""

from __future__ import annotations

import os
import sys


def redirect_stderr(path: str) -> int:
    """Send file descriptor 2 of this process to a file.

    Returns:
        A descriptor of the file, to read from.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    os.dup2(handle, 2)
    if sys.stderr is None or sys.stderr.closed:
        sys.stderr = os.fdopen(2, "w", closefd=False)
    return handle
