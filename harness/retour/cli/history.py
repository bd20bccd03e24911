"""`retour check --history`: the messages that went before the one that is checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.selection import select_messages
from retour.errors import MessageError
from retour.messages import read_message
from retour.model import OtherMessage
from retour.retours import reception_order

HistoryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--history",
        metavar="DIR_OR_FILE",
        help="An earlier message, or a folder of them. The rules across messages are then judged too. Repeatable, oldest first.",
    ),
]


@dataclass(frozen=True, slots=True)
class GivenHistory:
    """The earlier messages that the command line gives, in the order of reception.

    Attributes:
        found: each with whether a folder was given that it lies in.
    """

    found: tuple[tuple[OtherMessage, bool], ...]

    def before(self, message: Path) -> tuple[OtherMessage, ...]:
        """Those that went before a message; where it lies in one of the folders, it isn't one of them itself."""
        itself = message.resolve()
        return tuple(
            other
            for other, is_in_folder in self.found
            if not is_in_folder or other.message.resolve() != itself
        )


def earlier_messages(paths: Iterable[Path]) -> GivenHistory:
    """The earlier messages that files and folders hold: files in the order given, those of a folder by their dates.

    Raises:
        MessageError: there is none in a folder, or a folder can't be read.
    """
    found: list[tuple[OtherMessage, bool]] = []
    for path in paths:
        selected = select_messages([path])
        for error in selected.unread:
            raise error
        is_folder = path.is_dir()
        files = sorted(selected.files, key=_order) if is_folder else selected.files
        found += [(OtherMessage(file), is_folder) for file in files]
    return GivenHistory(tuple(found))


def _order(file: Path) -> tuple[str, str, bool, str]:
    """By `reception_order`, then by path. What can't be read comes first: it is told when its turn comes."""
    try:
        return *reception_order(read_message(file)), str(file)
    except MessageError:
        return "", "", False, str(file)
