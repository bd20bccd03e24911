"""A replay from beginning to end: a folder is begun or gone on with, the messages are judged, and what came of it is there."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retour.errors import ReplayError
from retour.model import Place
from retour.replay.asked import Asked
from retour.replay.batches import batches
from retour.replay.cluster import Cluster
from retour.replay.corpus import Corpus
from retour.replay.description import (
    completed_description,
    describe,
    read_description,
    refuse_other,
    write_description,
)
from retour.replay.journal import Journal
from retour.replay.parts import remove_leavings, write_parts
from retour.replay.running import Handling
from retour.text.display import shown

Seen = Callable[[int, int, bool], None]


@dataclass(frozen=True, slots=True)
class ReplayOrder:
    """What is to be done.

    Attributes:
        folder: where it is written.
        batch: messages of a batch.
        resume: whether to go on with what lies in the folder.
    """

    corpus: Corpus
    asked: Asked
    folder: Path
    batch: int
    resume: bool


def replay(
    order: ReplayOrder,
    workers: Callable[[], AbstractContextManager[Cluster]],
    seen: Seen,
    tell: Callable[[str], None],
) -> None:
    """Judge the messages of a corpus.

    Args:
        workers: has the workers, for as long as they are needed.
        seen: see `Handling`.
        tell: see `Handling`.

    Raises:
        ReplayError: the folder holds something else, or can't be written.
        ReplayCorpusError, ClusterError, RetourError: see `Handling.go`.
    """
    folder = order.folder
    description = describe(order.corpus.names, order.batch, order.asked.described)
    begun = read_description(folder)
    if begun is not None:
        if not order.resume:
            raise ReplayError(
                "there is a replay in this folder: --resume goes on with it, or give another folder",
                Place(shown(folder)),
            )
        refuse_other(begun, description)
        if begun["complete"]:
            return
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReplayError("there is something else here: give an empty folder", Place(shown(folder)))
    journal = Journal(folder / "journal", partial(write_parts, folder))
    counting = _Counting(seen)
    with journal.held():
        write_description(folder, description)
        remove_leavings(folder)
        journal.open()
        with workers() as cluster:
            Handling(
                batches(order.corpus, order.batch), order.asked, cluster, journal, counting.seen, tell
            ).go(f"retour-{secrets.token_hex(8)}")
        journal.finish()
        write_description(folder, completed_description(description, counting.messages))
    journal.remove()


class _Counting:
    """How many messages there are, as they go by."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self.messages = 0

    def seen(self, messages: int, at: int, before: bool) -> None:
        self.messages += messages
        self._seen(messages, at, before)
