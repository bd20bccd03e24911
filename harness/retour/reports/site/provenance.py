"""Where results come from, as far as they don't tell it themselves."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Provenance:
    """When the pages were made and of which revision of the files.

    Attributes:
        moment: in UTC.
        revision: the commit that is checked out; None outside git.
        is_changed: whether files differ from it.
        seconds: how long the run took; None when nobody measured it.
    """

    moment: datetime
    revision: str | None = None
    is_changed: bool = False
    seconds: float | None = None


def provenance_here(folder: Path, seconds: float | None = None) -> Provenance:
    """The moment that it is, and what git says of a folder."""
    commit = _git(folder, "rev-parse", "--short=12", "HEAD")
    changed = _git(folder, "status", "--porcelain", "--untracked-files=no") if commit else None
    return Provenance(datetime.now(UTC).replace(microsecond=0), commit, bool(changed), seconds)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers; None without git, outside a checkout, or when it takes too long."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", *arguments],
            cwd=folder,
            capture_output=True,
            timeout=5,
            check=True,
            text=True,
            errors="replace",
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
