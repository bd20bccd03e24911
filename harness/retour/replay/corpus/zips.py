"""A zip as a corpus."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from retour.messages import is_message_name
from retour.replay.corpus.item import Columns, CorpusItem
from retour.replay.corpus.members import broken, damaged, leads_out, read_member, refuse_bomb
from retour.text.zips import UNREADABLE

MAX_MEMBERS = 500_000
"""The list of its members is read as a whole: so many take some 400 MB."""


def zip_items(path: Path, name: str, columns: Columns) -> Iterator[CorpusItem]:
    """See `Reader`; in the order of the archive's own list."""
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise damaged(path, "zip", error) from None
    with archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise broken(
                path,
                f"has more than {MAX_MEMBERS:,} members: write it as a tar, as Parquet, or as several zips",
            )
        unpacked = packed = 0
        for member in members:
            packed += member.compress_size
            if member.is_dir() or not is_message_name(member.filename):
                continue
            item = _read(archive, member, f"{name}/{member.filename}")
            unpacked += len(item.data)
            refuse_bomb(unpacked, min(packed, path.stat().st_size), path)
            yield CorpusItem(item.name, item.data, item.problem, packed)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> CorpusItem:
    if (reason := leads_out(member.filename)) is not None:
        return CorpusItem(name, problem=reason)
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        return CorpusItem(name, problem="it is a link or a device, and no file")
    if member.flag_bits & 1:
        return CorpusItem(name, problem="it is encrypted")

    def read(most: int) -> bytes:
        with archive.open(member) as stream:
            return stream.read(most)

    return read_member(read, name, UNREADABLE)
