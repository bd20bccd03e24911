"""The one writer of files: a file is replaced as a whole, or stays what it was.

What is written goes into a temporary file in the same folder first, and then takes the place of the old one at once. A full
disk or a process that is killed leaves the old file, never half of the new one.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from retour.errors import RetourError
from retour.model import Place
from retour.text.display import shown

_PROJECT_MARKS = (".git", "retour.toml", "pyproject.toml")
"""What stands at the top of a project."""

_REASONS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the file system is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.ENOENT: "there is no such folder",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
}


def write_document(file: Path, text: str | Iterable[str], error: type[RetourError] = RetourError) -> None:
    """Write a document, or the pieces of one, in a folder that is made where there is none.

    A lone surrogate, which stands for a byte of a file name that is no UTF-8, is written in ASCII, as JSON writes it too.

    Raises:
        RetourError: of the class given; it can't be written, and the file is as it was.
    """
    with reasons(file, error):
        file.parent.mkdir(parents=True, exist_ok=True)
    pieces = (text,) if isinstance(text, str) else text
    write_file(file, (piece.encode("utf-8", "backslashreplace") for piece in pieces), error=error)


def write_file(
    file: Path,
    data: bytes | Iterable[bytes],
    *,
    read: bytes | None = None,
    error: type[RetourError] = RetourError,
) -> None:
    """Put bytes in the place of a file's content, or make the file; its folder must be there.

    The file keeps its mode, and its owner where that is allowed. A symbolic link stays one: the file that it leads to is
    written. A device or a pipe (`/dev/stdout`) is written to as it is.

    Args:
        read: what stood in the file when it was read; None when nobody read it.

    Raises:
        RetourError: of the class given; the file changed since it was read, or it can't be written. It is as it was.
    """
    with reasons(file, error):
        target = _target(file)
        there = _status(target)
        if there is not None and not stat.S_ISREG(there.st_mode):
            _write_through(target, data)
            return
        if there is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with _beside(target, data, there) as temporary:
            if read is not None and (there is None or target.read_bytes() != read):
                raise _Refusal("changed since it was read, so nothing was written: run the command again")
            temporary.replace(target)


def make_file(file: Path, data: bytes, error: type[RetourError] = RetourError) -> None:
    """Write a file that isn't there yet, as a whole.

    Raises:
        RetourError: of the class given; there is something of that name, or it can't be written. Nothing was written.
    """
    with reasons(file, error):
        target = _target(file)
        with _beside(target, data, None) as temporary:
            try:
                os.link(temporary, target)
            except FileExistsError:
                refuse_taken(file, error)
            except OSError:  # a file system without hard links
                refuse_taken(file, error)
                temporary.rename(target)


def refuse_taken(file: Path, error: type[RetourError] = RetourError) -> None:
    """Refuse a name for a new file that something has already.

    Raises:
        RetourError: of the class given.
    """
    if os.path.lexists(file):
        raise error("is there already: nothing was written", Place(shown(file)))


def write_scratch(file: Path, data: bytes) -> None:
    """Write a file into a folder of the harness's own that is gone after the run, in folders that are made.

    Raises:
        RetourError: it can't be written.
    """
    with reasons(file, RetourError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


@contextmanager
def reasons(file: Path, error: type[RetourError] = RetourError) -> Iterator[None]:
    """Turn what the system says of a file or folder that can't be written into a sentence.

    Raises:
        RetourError: of the class given.
    """
    try:
        yield
    except _Refusal as refusal:
        raise error(str(refusal), Place(shown(file))) from None
    except (FileExistsError, NotADirectoryError):
        raise error("can't be written: a file stands where a folder is needed", Place(shown(file))) from None
    except OSError as problem:
        raise error(f"can't be written: {reason_of(problem)}", Place(shown(file))) from None


def reason_of(error: OSError) -> str:
    """Why the system can't write, in usual words."""
    return _REASONS.get(error.errno or 0) or error.strerror or "the system gives no reason"


def reason_unread(error: OSError) -> str:
    """Why the system can't read a file, in usual words."""
    return "there is no such file" if isinstance(error, FileNotFoundError) else reason_of(error)


class _Refusal(Exception):
    """Why a file that could be written isn't."""


def _target(file: Path) -> Path:
    """The file that a name leads to.

    Raises:
        _Refusal: symbolic links lead out of the project that the name lies in.
    """
    written = Path(os.path.abspath(file))
    try:
        target = written.resolve()
    except RuntimeError:  # Python 3.11 and 3.12 say so of links in a circle
        raise _Refusal("can't be written: its symbolic links lead in a circle") from None
    project = _project_of(written)
    is_ordinary = not target.exists() or target.is_file() or target.is_dir()
    if is_ordinary and not target.is_relative_to(project.resolve()):
        raise _Refusal(f"can't be written: a symbolic link leads out of the project, to {target.as_posix()}")
    return target


def _project_of(file: Path) -> Path:
    """The folder that a link may not lead out of: the project around a file, else the folder that it is in."""
    return next(
        (folder for folder in file.parents if any((folder / mark).exists() for mark in _PROJECT_MARKS)),
        file.parent,
    )


def _status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _write_through(target: Path, data: bytes | Iterable[bytes]) -> None:
    """Write to something that has no content to replace; a folder says that it is one."""
    with target.open("wb") as stream:
        _put(stream, data)


def _put(stream: IO[bytes], data: bytes | Iterable[bytes]) -> None:
    for piece in (data,) if isinstance(data, bytes) else data:
        stream.write(piece)


@contextmanager
def _beside(target: Path, data: bytes | Iterable[bytes], like: os.stat_result | None) -> Iterator[Path]:
    """A temporary file in the folder of another, written and flushed to the disk; gone afterwards, if it is still there.

    Args:
        like: whose mode and owner it gets; None for those of a new file.
    """
    temporary = target.with_name(f".retour-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            _put(stream, data)
            stream.flush()
            os.fsync(stream.fileno())
        if like is not None:
            if hasattr(os, "chown") and (like.st_uid, like.st_gid) != _owner(temporary):
                with suppress(PermissionError):
                    os.chown(temporary, like.st_uid, like.st_gid)
            temporary.chmod(stat.S_IMODE(like.st_mode))
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


def _owner(file: Path) -> tuple[int, int]:
    there = file.stat()
    return there.st_uid, there.st_gid
