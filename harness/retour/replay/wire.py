"""What goes through the pipes between a worker and the process that judges its messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from retour.engines.protocol import StylesheetFile
from retour.errors import RetourError
from retour.replay.asked import Asked
from retour.replay.corpus import CorpusItem


class Begin(NamedTuple):
    """To the process, first: what it is to judge by; it answers `Ready`.

    Attributes:
        unpacked, others: where the rule sets lie, and those that they are compared with.
        unusable: the stylesheets that can't be run, and why, as processes before this one found out.
    """

    asked: Asked
    unpacked: str
    others: str
    unusable: Mapping[StylesheetFile, RetourError]


class Handed(NamedTuple):
    """To the process: messages; it answers with `Lines` until it has told of each.

    Attributes:
        items: each with the error that is known of it already, if any.
        one_by_one: whether each is told of at once, so that it is known of which message the process dies.
    """

    items: Sequence[tuple[CorpusItem, RetourError | None]]
    one_by_one: bool


class Ready(NamedTuple):
    """From the process: it is ready, or why it never will be."""

    failure: RetourError | None = None


class Lines(NamedTuple):
    """From the process: the rows of the next messages."""

    lines: Sequence[bytes]
