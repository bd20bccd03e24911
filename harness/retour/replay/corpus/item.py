"""One message of a corpus, as it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class CorpusItem:
    """One message of a corpus.

    Attributes:
        name: where it lies in the corpus, such as `2017/06/a.xml` or `june.tar/a.xml`; not the only one of its name, perhaps.
        data: its bytes; of one that is larger than a message may be, some more than that.
        problem: why it can't be read; None when it can.
        at: how many bytes of the corpus have been read with it, as it lies on the disk.
    """

    name: str
    data: bytes = field(default=b"", repr=False)
    problem: str | None = None
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a Parquet file hold the messages and their names; None where the file tells by itself."""

    message: str | None = None
    name: str | None = None


class Reader(Protocol):
    """Reads what one kind of file holds."""

    def __call__(self, path: Path, name: str, columns: Columns) -> Iterator[CorpusItem]:
        """The messages in a file, `at` counted from its beginning.

        Args:
            name: what the file is called, before the names of what is in it.

        Raises:
            ReplayCorpusError: it can't be read, or not to the end.
        """
        ...
