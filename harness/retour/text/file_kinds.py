"""What lies at a path, where a file is expected: reading a device never ends, and reading a pipe waits."""

from __future__ import annotations

import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)


def other_than_file(path: Path) -> str | None:
    """What lies at a path, as a sentence without its subject; None for a file, and where nothing lies or can be known."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return f"is a link to {path.readlink()}, which doesn't exist" if path.is_symlink() else None
    return next((kind for is_kind, kind in _KINDS if is_kind(mode)), None)


def not_utf_8(path: Path) -> str | None:
    """Why XSLT processors, and schema processors, can't open a path, as a sentence without its subject; None where they can."""
    try:
        str(path).encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8 stand in a name as lone surrogates
        return "lies at a path that is no UTF-8, where no XSLT processor can open it: rename what isn't"
    return None
