"""A tar as a corpus: plain, or packed with gzip, bzip2 or xz; read from beginning to end, once."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self, cast

from retour.messages import MAX_BYTES, is_message_name
from retour.replay.corpus.item import Columns, CorpusItem
from retour.replay.corpus.members import broken, damaged, leads_out, refuse_bomb
from retour.text.sizes import size_text

_LARGEST = 1024 * 1024 * 1024
"""Bytes of a member that isn't read, and has to be gone through."""

_LARGEST_HEADER = 1024 * 1024
"""Bytes of what a tar says of a member beside its header, such as a long name."""

_MEMORY = 256 * 1024 * 1024
"""Bytes that unpacking xz may take; what `xz -9` packs takes 65 MB."""

_EXTENSIONS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)
_UNREADABLE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError)


class _Damaged(Exception):
    """A header in the middle that can't be read: tarfile takes it for the end."""


class _Header(tarfile.TarInfo):
    """A header that isn't passed over when it is damaged, nor believed when it tells of too much."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str | None, errors: str) -> Self:
        try:
            header = super().frombuf(buf, cast(str, encoding), errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise _Damaged(str(error)) from None
        if header.type in _EXTENSIONS and header.size > _LARGEST_HEADER:
            raise _Damaged(f"a header of {size_text(header.size)}")
        return header


def tar_items(path: Path, name: str, columns: Columns) -> Iterator[CorpusItem]:
    """See `Reader`; in the order in which they lie in it."""
    try:
        with (
            path.open("rb") as raw,
            _unpacking(raw) as stream,
            tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive,
        ):
            yield from _items(archive, raw, path, name)
    except (_Damaged, *_UNREADABLE) as error:
        raise damaged(path, "tar", error) from None


def _items(archive: tarfile.TarFile, raw: IO[bytes], path: Path, name: str) -> Iterator[CorpusItem]:
    while (member := archive.next()) is not None:
        archive.members.clear()  # type: ignore[attr-defined]  # or it keeps them all
        at = raw.tell()
        refuse_bomb(member.offset_data, at, path)
        wanted = not member.isdir() and is_message_name(member.name)
        if member.size > _LARGEST and not (wanted and not member.isfile()):
            raise broken(path, f"{member.name!r} has {size_text(member.size)}, more than any message")
        if wanted:
            yield _read(archive, member, f"{name}/{member.name}", at)


def _read(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str, at: int) -> CorpusItem:
    if (reason := leads_out(member.name)) is not None:
        return CorpusItem(name, problem=reason, at=at)
    if not member.isfile():
        return CorpusItem(name, problem="it is a link or a device, and no file", at=at)
    content = archive.extractfile(member)
    data = b"" if content is None else content.read(min(member.size, MAX_BYTES + 1))
    return CorpusItem(name, data, at=at)


def _unpacking(raw: IO[bytes]) -> Any:
    """A stream of what a file holds, unpacked; it closes nothing but itself."""
    begin = raw.read(6)
    raw.seek(0)
    if begin.startswith(b"\x1f\x8b"):
        return gzip.open(raw)
    if begin.startswith(b"BZh"):
        return bz2.open(raw)
    if begin.startswith(b"\xfd7zXZ\x00"):
        return io.BufferedReader(_Xz(raw), 1024 * 1024)
    return io.BufferedReader(cast(io.RawIOBase, raw))


class _Xz(io.RawIOBase):
    """Unpacks xz within a limit on memory, which that of the standard library doesn't take."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._new()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        room = len(buffer)
        while True:
            if self._unpacker.eof:
                rest = self._unpacker.unused_data.lstrip(b"\0") or self._raw.read(64 * 1024).lstrip(b"\0")
                if not rest:
                    return 0
                self._new()
            elif self._unpacker.needs_input:
                rest = self._raw.read(64 * 1024)
                if not rest:
                    raise EOFError("it ends in the middle")
            else:
                rest = b""
            data = self._unpacker.decompress(rest, room)
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _new(self) -> None:
        self._unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
