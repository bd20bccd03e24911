"""How paths are shown to people."""

from __future__ import annotations

import os
from pathlib import Path

from retour.text.plain import one_line


def shown(path: Path) -> str:
    """A path relative to where the user stands, with forward slashes; absolute when it lies elsewhere.

    It is made harmless: a name of a file may hold a line feed, what a terminal obeys, and bytes that are no UTF-8.
    """
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        return one_line(path.as_posix())
    return one_line(path.as_posix() if relative.startswith("..") else Path(relative).as_posix())
