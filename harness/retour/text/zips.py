"""Zip files of somebody else: nothing in one may land outside the folder that it is unpacked in, link elsewhere, or fill the disk."""

from __future__ import annotations

import io
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from retour.errors import RetourError
from retour.text.writing import write_scratch

MAX_FILES = 10_000
MAX_BYTES = 200 * 1024 * 1024

_DRIVE_OR_BACKSLASH = re.compile(r"[A-Za-z]:|.*\\", re.DOTALL)
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What `zipfile` raises for an archive that is no zip, is damaged, or uses what it doesn't know."""


def unzip(archive: Path, folder: Path, name: str, error: type[RetourError]) -> None:
    """Unpack a zip file.

    Args:
        folder: where its content goes.
        name: how the archive is called in errors.
        error: the class of the errors to raise.

    Raises:
        RetourError: of that class; it can't be read, or isn't to be trusted.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            members = content.infolist()
            if len(members) > MAX_FILES:
                raise error(f"{name}: {len(members)} files, more than the {MAX_FILES} that are unpacked")
            room = MAX_BYTES
            for member in members:
                target = folder / _inside(member, name, error)
                if member.is_dir():
                    continue
                with content.open(member) as packed:
                    data = packed.read(room + 1)  # what its header says of its size need not be true
                room -= len(data)
                if room < 0:
                    raise error(f"{name}: more than {MAX_BYTES // 1024**2} MB unpacked")
                write_scratch(target, data)
    except UNREADABLE as reason:
        raise error(f"{name}: can't be read as a zip file: {reason}") from None


def unzipped(
    archive: bytes,
    name: str,
    error: type[RetourError],
    *,
    most: int,
    room: int,
    wanted: Callable[[str], bool],
) -> Iterator[tuple[str, bytes]]:
    """The files of a zip file, with nothing written anywhere: each by its path in the archive.

    Args:
        most: files that are taken.
        room: bytes that they may have together.
        wanted: which are taken, by their paths; the others are passed over.

    Raises:
        RetourError: of the class `error`; it can't be read, or isn't to be trusted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as content:
            members = [each for each in content.infolist() if not each.is_dir() and wanted(each.filename)]
            if len(members) > most:
                raise error(f"{name}: {len(members)} files, more than the {most} that are taken")
            for member in members:
                path = _inside(member, name, error)
                with content.open(member) as packed:
                    data = packed.read(room + 1)
                room -= len(data)
                if room < 0:
                    raise error(f"{name}: unpacked it is larger than what is taken")
                yield path.as_posix(), data
    except UNREADABLE as reason:
        raise error(f"{name}: can't be read as a zip file: {reason}") from None


def _inside(member: zipfile.ZipInfo, name: str, error: type[RetourError]) -> PurePosixPath:
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or _DRIVE_OR_BACKSLASH.match(member.filename):
        raise error(f"{name}: {member.filename!r} would be written outside the folder")
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise error(f"{name}: {member.filename!r} is a symbolic link, which is not unpacked")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise error(f"{name}: {member.filename!r} is a device or a pipe, which is not unpacked")
    return path
