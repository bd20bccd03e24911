"""The one walk over files: what lies below a folder, but for what isn't the user's own work.

Passed over is what pytest passes over (hidden folders, virtual environments, `node_modules`, `build`, `dist` and the like), and
what git ignores. What is named outright is always taken, be it a file or the folder that a walk begins in.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
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


@dataclass(slots=True)
class Walking:
    """What a walk came by so far, beside the files.

    Attributes:
        unread: folders that couldn't be read, and why.
        passed_over: see `Walk`.
    """

    unread: list[tuple[Path, str]] = field(default_factory=list)
    passed_over: int = 0


def files_below(folder: Path, wanted: Callable[[str], bool]) -> Walk:
    """The files in a folder and below it.

    Args:
        wanted: whether a file of this name is.
    """
    walking = Walking()
    files = sorted(walk_below(folder, wanted, walking))
    return Walk(tuple(files), tuple(sorted(walking.unread)), walking.passed_over)


def walk_below(folder: Path, wanted: Callable[[str], bool], walking: Walking) -> Iterator[Path]:
    """The files in a folder and below it, one by one, however many there are; what links lead to comes last.

    Each folder is entered once, so that symbolic links may lead in a circle. Pipes and devices are no files. The order is that
    of the names, from folder to folder, and the same each time.

    Args:
        wanted: whether a file of this name is.
        walking: is told what else the walk comes by.
    """
    ignored = GitIgnored(absolute(folder))
    seen: set[tuple[int, int]] = set()
    linked = deque([folder])
    while linked:  # a folder is called by its own name, not a link's
        waiting: list[Iterator[tuple[Path, bool]]] = [iter([(linked.popleft(), True)])]
        while waiting:
            path, is_folder = next(waiting[-1], (None, False))
            if path is None:
                waiting.pop()
            elif is_folder:
                inside, links = _inside(path, wanted, ignored, seen, walking)
                waiting.append(_below(path, inside))
                linked += links
            else:
                yield path


def _below(folder: Path, inside: Iterable[tuple[str, bool]]) -> Iterator[tuple[Path, bool]]:
    return ((folder / name, is_folder) for name, is_folder in inside)


def _inside(
    folder: Path,
    wanted: Callable[[str], bool],
    ignored: GitIgnored,
    seen: set[tuple[int, int]],
    walking: Walking,
) -> tuple[list[tuple[str, bool]], list[Path]]:
    """The names of the files and the folders in a folder, each with whether it is one, sorted; and the links to folders."""
    try:
        there = folder.stat()
        if (there.st_dev, there.st_ino) in seen:
            return [], []
        seen.add((there.st_dev, there.st_ino))
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        walking.unread.append((folder, error.strerror or "the system gives no reason"))
        return [], []
    inside: list[tuple[str, bool]] = []
    links: list[Path] = []
    for entry in found:
        path = folder / entry.name
        if _is_folder(entry):
            if is_passed_over(path, ignored):
                walking.passed_over += 1
            elif entry.is_symlink():
                links.append(path)
            else:
                inside.append((entry.name, True))
        elif wanted(entry.name) and _is_file(entry):
            if ignored.holds(absolute(path), False):
                walking.passed_over += 1
            else:
                inside.append((entry.name, False))
    return inside, links


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
