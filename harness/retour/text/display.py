"""How paths are shown to people."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path) -> str:
    """A path relative to where the user stands, with forward slashes; absolute when it lies elsewhere."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # on another drive
        return path.as_posix()
    return path.as_posix() if relative.startswith("..") else Path(relative).as_posix()
