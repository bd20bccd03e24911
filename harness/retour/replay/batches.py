"""A corpus in batches, cut in the same way each time: what is judged at once, and what is told of at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from retour.replay.corpus import CorpusItem

BATCH = 256
"""Messages of a batch."""

_MOST_BYTES = 4 * 1024 * 1024
"""Bytes of the messages of a batch that has more than one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that follow each other in a corpus.

    Attributes:
        number: counted from 0.
        first: the number of its first message, counted from 1.
        at: how many bytes of the corpus have been read with it.
    """

    number: int
    first: int
    items: tuple[CorpusItem, ...] = field(repr=False)

    @property
    def at(self) -> int:
        """How many bytes of the corpus have been read with it."""
        return self.items[-1].at

    @property
    def bytes(self) -> int:
        """How many its messages have."""
        return sum(len(item.data) for item in self.items)

    @property
    def digest(self) -> str:
        """Over the names and the sizes of its messages: by this it is known again."""
        found = hashlib.sha256()
        for item in self.items:
            found.update(f"{item.name}\0{len(item.data)}\0{item.problem or ''}\n".encode())
        return found.hexdigest()


def batches(corpus: Iterable[CorpusItem], size: int = BATCH) -> Iterator[Batch]:
    """A corpus in batches.

    Args:
        size: messages of a batch; fewer where they are large.
    """
    number, first, held = 0, 1, 0
    taken: list[CorpusItem] = []
    for item in corpus:
        if taken and (len(taken) == size or held + len(item.data) > _MOST_BYTES):
            yield Batch(number, first, tuple(taken))
            number, first, taken, held = number + 1, first + len(taken), [], 0
        taken.append(item)
        held += len(item.data)
    if taken:
        yield Batch(number, first, tuple(taken))
