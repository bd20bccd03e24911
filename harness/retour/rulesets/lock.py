"""`retour.lock`: which published rule sets a project has installed, with a digest of every file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PureWindowsPath
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError

from retour.errors import RuleSetError
from retour.model import Place, RuleSetStamp
from retour.text.complaints import told
from retour.text.file_kinds import other_than_file
from retour.text.writing import write_file

LOCK = "retour.lock"
UNREADABLE = "unreadable"
"""Stands for the digest of a file that is there and can't be read."""


def _inside_project(path: str) -> str:
    # As Windows sees it: what leads out there is refused everywhere.
    parts = PureWindowsPath(path)
    if parts.drive or parts.root or ".." in parts.parts:
        raise ValueError(f"{path!r} leads out of the project")
    return path


_ProjectPath = Annotated[str, AfterValidator(_inside_project)]


@dataclass(frozen=True, slots=True)
class LockedSet:
    """An installed rule set.

    Attributes:
        path: its folder, relative to the project, with forward slashes.
        sha256: of the set, as `RuleSet.sha256`.
        source: the name of where it came from, e.g. `iWlz-Xslt@iWlz2.2-v2.1.4`.
        files: SHA-256 of every installed file, by its path relative to the project.
        schemas: the name of the folder whose XSDs were put beside the set; None when none were.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    version: str | None
    path: _ProjectPath
    sha256: str
    source: str
    files: Mapping[_ProjectPath, str]
    schemas: str | None = None

    @property
    def name(self) -> str:
        """The set as people call it."""
        return RuleSetStamp(self.id, self.version, self.sha256).name

    @property
    def top(self) -> str:
        """The folder that holds all installed files, relative to the project."""
        return Path(os.path.commonpath([self.path, *(Path(file).parent for file in self.files)])).as_posix()


@dataclass(frozen=True, slots=True)
class _LockFile:
    __pydantic_config__ = ConfigDict(extra="forbid")

    rule_sets: tuple[LockedSet, ...]


@dataclass(frozen=True, slots=True)
class LockDifference:
    """One way in which a project differs from its lock.

    Attributes:
        kind: `changed`, `missing`, `added` or `unreadable` for a file, `set-missing` for all of them, `nothing-locked` for a
            project without locked sets.
        set: the set's id; None when nothing is locked.
        path: relative to the project.
    """

    kind: Literal["changed", "missing", "added", "unreadable", "set-missing", "nothing-locked"]
    set: str | None
    path: str


def read_lock(project: Path) -> tuple[LockedSet, ...]:
    """The locked sets of a project, sorted by path; none when it has no lock.

    Raises:
        RuleSetError: the lock can't be read.
    """
    try:
        data = (project / LOCK).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise RuleSetError(f"can't be read: {error.strerror}", Place(LOCK)) from None
    try:
        return TypeAdapter(_LockFile).validate_json(data).rule_sets
    except ValidationError as error:
        text = f"{told(error, 'the file')}; `retour rules add` writes this file"
        raise RuleSetError(text, Place(LOCK)) from None


def write_lock(project: Path, sets: Iterable[LockedSet]) -> None:
    """Write the lock of a project, at once or not at all; the same sets give the same bytes.

    Raises:
        RuleSetError: it can't be written.
    """
    ordered = [asdict(locked) for locked in sorted(sets, key=lambda locked: locked.path)]
    for one in ordered:
        if one["schemas"] is None:
            del one["schemas"]
    text = json.dumps({"rule_sets": ordered}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    write_file(project / LOCK, text.encode(), error=RuleSetError)


def verify_lock(project: Path) -> tuple[LockDifference, ...]:
    """What differs between a project and its lock; nothing when it is as it was installed.

    Raises:
        RuleSetError: the lock can't be read.
    """
    locked = read_lock(project)
    if not locked:
        return (LockDifference("nothing-locked", None, LOCK),)
    return tuple(difference for one in locked for difference in _differences(project, one))


def _differences(project: Path, locked: LockedSet) -> list[LockDifference]:
    if not (project / locked.path).is_dir():
        return [LockDifference("set-missing", locked.id, locked.path)]
    there = file_digests(project / locked.top, project)
    found = []
    for path in sorted(there.keys() | locked.files.keys()):
        if path not in there:
            found.append(LockDifference("missing", locked.id, path))
        elif there[path] == UNREADABLE:
            found.append(LockDifference("unreadable", locked.id, path))
        elif path not in locked.files:
            found.append(LockDifference("added", locked.id, path))
        elif there[path] != locked.files[path]:
            found.append(LockDifference("changed", locked.id, path))
    return found


def file_digests(folder: Path, root: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder that isn't hidden, or `UNREADABLE`, by its path relative to a root, sorted."""
    return {file.relative_to(root).as_posix(): _digest(file) for file in sorted(visible_files(folder))}


def _digest(file: Path) -> str:
    if other_than_file(file) is not None:
        return UNREADABLE
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return UNREADABLE


def visible_files(folder: Path) -> Iterable[Path]:
    """The files below a folder, without hidden ones and what lies in hidden folders."""
    for current, subfolders, files in os.walk(folder):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        yield from (Path(current) / name for name in files if not name.startswith("."))
