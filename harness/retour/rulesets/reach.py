"""What is read of a rule set: ordinary files of a usual size, no further away than two folders above its own.

A set is somebody else's: what it names must not be just any file of the machine that reads it. Sets share files with each other,
as the published ones do (`../../../common/2_0/basis.xsl`), so their own folder alone would be too narrow.
"""

from __future__ import annotations

import os
from pathlib import Path

from retour.errors import RuleSetError
from retour.model import Place
from retour.text.file_kinds import not_utf_8, other_than_file

MAX_FILE_BYTES = 16 * 1024 * 1024
_FOLDERS_UP = 2


def is_there(file: Path, folder: Path, place: Place | None = None) -> bool:
    """Whether a set has a file, after making sure that it is one to read.

    Args:
        folder: of the set.
        place: where the file is named; None for a file that has its name by agreement.

    Raises:
        RuleSetError: something else lies there, it is too large, or it lies out of the set's reach.
    """
    name = Path(os.path.relpath(file, folder)).as_posix()
    subject, place = ("", Place(name)) if place is None else (f"{name} ", place)
    if (kind := other_than_file(file)) is not None:
        raise RuleSetError(f"{subject}{kind}: a rule set is made of ordinary files", place)
    if not file.is_file():
        return False
    if (why := not_utf_8(file)) is not None:
        raise RuleSetError(f"{subject}{why}", place)
    refuse_outside(file, folder, place)
    if file.stat().st_size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024**2
        raise RuleSetError(f"{subject}is larger than {limit} MB, and no file of a rule set may be", place)
    return True


def read_there(file: Path, folder: Path) -> bytes:
    """The bytes of a file of a set, of which `is_there` was asked.

    Raises:
        RuleSetError: it can't be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        place = Place(Path(os.path.relpath(file, folder)).as_posix())
        raise RuleSetError(f"can't be read: {error.strerror}", place) from None


def refuse_outside(path: Path, folder: Path, place: Place) -> None:
    """Refuse a file or folder out of a set's reach, be it by its name or by the links on the way to it.

    Raises:
        RuleSetError: it lies there.
    """
    folder = Path(os.path.abspath(folder))
    by_name, by_links = _above(folder), _above(Path(os.path.realpath(folder)))
    name = Path(os.path.relpath(path, folder)).as_posix()
    if not Path(os.path.abspath(path)).is_relative_to(by_name):
        raise RuleSetError(
            f"{name} lies outside the rule set, which may reach two folders up and no further", place
        )
    real = Path(os.path.realpath(path))
    if not any(real.is_relative_to(reach) for reach in (by_links, os.path.realpath(by_name))):
        raise RuleSetError(f"{name} is a link that leads out of the rule set", place)


def _above(folder: Path) -> Path:
    """The folder two levels up, but never the whole disk."""
    for _ in range(_FOLDERS_UP):
        if folder.parent.parent != folder.parent:
            folder = folder.parent
    return folder
