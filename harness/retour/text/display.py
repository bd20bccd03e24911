"""How paths are shown to people."""

from __future__ import annotations

import os
from pathlib import Path

from retour.text.plain import one_line


def shown(path: Path) -> str:
    """A path relative to where the user stands, with forward slashes; absolute when it lies elsewhere.

    It is made harmless: a name of a file may hold a line feed, what a terminal obeys, and bytes that are no UTF-8.
    """
    relative = _relative(path, os.curdir)
    return one_line((relative or path).as_posix())


def shown_within(path: Path, folder: Path) -> str:
    """The same, but relative to a folder that holds it when it lies elsewhere than where the user stands."""
    relative = _relative(path, os.curdir) or _relative(path, folder)
    return one_line((relative or path).as_posix())


def _relative(path: Path, folder: Path | str) -> Path | None:
    """A path as seen from a folder that holds it."""
    try:
        relative = os.path.relpath(path, folder)
    except ValueError:  # on another drive
        return None
    return None if relative.startswith("..") else Path(relative)
