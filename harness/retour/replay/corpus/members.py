"""What holds for the members of an archive, of whatever kind: nothing of them is ever written to the disk.

An archive comes from a stranger. What it holds is read one member at a time, never more of one than a message may have, and not
without end: what unpacks to much more than messages do is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from retour.errors import ReplayCorpusError
from retour.messages import MAX_BYTES
from retour.model import Place
from retour.replay.corpus.item import CorpusItem
from retour.text.display import shown
from retour.text.sizes import size_text

_DRIVE_OR_BACKSLASH = re.compile(r"[A-Za-z]:|.*\\", re.DOTALL)

MOST_TIMES = 1_000
"""How many times its own size an archive may unpack to; messages unpack to 10 to 50 times theirs."""

_SMALL = 100 * 1024 * 1024
"""Bytes that any archive may unpack to."""


def leads_out(member: str) -> str | None:
    """Why the name of a member is not to be trusted; None for one that is."""
    path = PurePosixPath(member)
    if path.is_absolute() or ".." in path.parts or _DRIVE_OR_BACKSLASH.match(member):
        return "its name leads out of the archive"
    return None


def read_member(
    read: Callable[[int], bytes], name: str, unreadable: tuple[type[Exception], ...]
) -> CorpusItem:
    """A member as an item; one that is damaged has that as its problem.

    Args:
        read: gives so many bytes of it, or all there are.
        unreadable: what is raised of damaged ones.
    """
    try:
        return CorpusItem(name, read(MAX_BYTES + 1))
    except unreadable as error:
        return CorpusItem(name, problem=f"it can't be unpacked: {_said(error)}")


def refuse_bomb(unpacked: int, packed: int, archive: Path) -> None:
    """Refuse an archive of which much more came out than messages give.

    Args:
        unpacked: bytes so far.
        packed: bytes that they took in the archive.

    Raises:
        ReplayCorpusError: it is one.
    """
    if unpacked > _SMALL and unpacked > MOST_TIMES * max(packed, 1):
        raise broken(
            archive,
            f"unpacks to more than {MOST_TIMES:,} times its size ({size_text(unpacked)} so far): no messages do",
        )


def broken(archive: Path, why: str) -> ReplayCorpusError:
    """The error of an archive that can't be read, or not to the end."""
    return ReplayCorpusError(why, Place(shown(archive)))


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def damaged(archive: Path, what: str, error: Any) -> ReplayCorpusError:
    """The error of an archive of which its reader says that it is damaged."""
    return broken(archive, f"is no {what}, or a damaged one: {_said(error)}")
