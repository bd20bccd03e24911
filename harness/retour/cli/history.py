"""`retour check --history`: the messages that went before the one that is checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from retour.cli.selection import select_messages
from retour.errors import MessageError
from retour.messages import read_message
from retour.model import OtherMessage
from retour.retours import heading_of

HistoryOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--history",
        metavar="DIR_OR_FILE",
        help="A message that went before, or a folder of them; judges the rules across messages too. Repeatable, in order.",
    ),
]


def earlier_messages(paths: Iterable[Path]) -> tuple[OtherMessage, ...]:
    """The earlier messages that files and folders hold: files in the order given, those of a folder by their dates.

    Raises:
        MessageError: there is none in a folder, or a folder can't be read.
    """
    found: list[OtherMessage] = []
    for path in paths:
        selected = select_messages([path])
        for error in selected.unread:
            raise error
        files = sorted(selected.files, key=_order) if path.is_dir() else selected.files
        found += [OtherMessage(file) for file in files]
    return tuple(found)


def _order(file: Path) -> tuple[str, str, str]:
    """By Dagtekening, then Identificatie; then by path. What can't be read comes first: it is told when its turn comes."""
    try:
        heading = heading_of(read_message(file))
    except MessageError:
        return "", "", str(file)
    dated, known_by = heading.first("dagtekening"), heading.first("identification")
    return dated.text if dated else "", known_by.text if known_by else "", str(file)
