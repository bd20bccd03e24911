"""The one walk over files: what lies below a folder, but for what isn't the user's own work.

Passed over is what pytest passes over (hidden folders, virtual environments, `node_modules`, `build`, `dist` and the like), and
what git ignores. What is named outright is always taken, be it a file or the folder that a walk begins in.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from retour.text.gitignore import GitIgnored

_PASSED_OVER = (
    ".*",
    "*.egg",
    "_darcs",
    "CVS",
    "{arch}",
    "build",
    "dist",
    "node_modules",
    "venv",
    "__pycache__",
)
"""Names of folders, as in pytest's own `norecursedirs`."""

_VIRTUAL_ENVIRONMENT = ("pyvenv.cfg", "conda-meta/history")


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found below a folder.

    Attributes:
        files: sorted by path, each in the form in which the folder was given.
        unread: folders below it, or the folder itself, that couldn't be read, and why.
        passed_over: how many folders weren't entered, and files weren't taken, although they have a name that is wanted.
    """

    files: tuple[Path, ...]
    unread: tuple[tuple[Path, str], ...] = ()
    passed_over: int = field(default=0, compare=False)


def files_below(folder: Path, wanted: Callable[[str], bool]) -> Walk:
    """The files in a folder and below it.

    Each folder is entered once, so that symbolic links may lead in a circle. Pipes and devices are no files.

    Args:
        wanted: whether a file of this name is.
    """
    ignored = GitIgnored(absolute(folder))
    files: list[Path] = []
    unread: list[tuple[Path, str]] = []
    seen: set[tuple[int, int]] = set()
    passed_over = 0
    waiting, linked = [folder], deque[Path]()
    while waiting or linked:
        current = (
            waiting.pop() if waiting else linked.popleft()
        )  # a folder is called by its own name, not a link's
        try:
            there = current.stat()
            if (there.st_dev, there.st_ino) in seen:
                continue
            seen.add((there.st_dev, there.st_ino))
            with os.scandir(current) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            unread.append((current, error.strerror or "the system gives no reason"))
            continue
        for entry in inside:
            path = current / entry.name
            if _is_folder(entry):
                if is_passed_over(path, ignored):
                    passed_over += 1
                else:
                    (linked if entry.is_symlink() else waiting).append(path)
            elif wanted(entry.name) and _is_file(entry):
                if ignored.holds(absolute(path), False):
                    passed_over += 1
                else:
                    files.append(path)
    return Walk(tuple(sorted(files)), tuple(sorted(unread)), passed_over)


def is_passed_over(folder: Path, ignored: GitIgnored) -> bool:
    """Whether a walk doesn't enter a folder that it comes by."""
    return is_others_work(folder) or ignored.holds(absolute(folder), True)


def is_others_work(folder: Path) -> bool:
    """Whether a folder is hidden, built, or a virtual environment."""
    return any(fnmatchcase(folder.name, pattern) for pattern in _PASSED_OVER) or any(
        (folder / mark).is_file() for mark in _VIRTUAL_ENVIRONMENT
    )


def absolute(path: Path) -> Path:
    """A path from the root on, its symbolic links left as they are."""
    return Path(os.path.abspath(path))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False
