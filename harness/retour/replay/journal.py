"""What a replay has done, on the disk: batches as they are finished, until so many are that they go into Parquet files.

A file is written under another name first and then renamed, so it is there as a whole or not at all, whatever ends the run. When the
Parquet files of a group of batches are there, a mark says so, and the group's batches go. A run that goes on finds either the mark, or
the batches, and writes the same files once more.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from retour.errors import ReplayCorpusError, ReplayError
from retour.model import Place
from retour.replay.batches import Batch
from retour.text.display import shown
from retour.text.writing import reasons, write_file

try:
    import fcntl
except ImportError:  # Windows, where nothing keeps two runs apart
    fcntl = None  # type: ignore[assignment]

GROUP = 64
"""Batches whose rows go into one Parquet file of each partition."""

Numbered = tuple[int, bytes]
"""The number of a message, and its row as a line."""


class Journal:
    """See the module's text.

    Args:
        folder: where it is kept.
        write_group: is given the number of a group and its rows, and writes their Parquet files.
    """

    def __init__(self, folder: Path, write_group: Callable[[int, Iterator[Numbered]], None]) -> None:
        self._folder = folder
        self._write_group = write_group
        self._digests: dict[int, str] = {}
        self._written: set[int] = set()
        self._waiting: dict[int, int] = {}  # group → batches of it that are here

    def open(self) -> None:
        """See what was done before.

        Raises:
            ReplayError: what lies there can't be read.
        """
        with reasons(self._folder, ReplayError):
            self._folder.mkdir(parents=True, exist_ok=True)
            names = sorted(os.listdir(self._folder))
        for name in names:
            kind, _, number = name.partition(".")[0].partition("-")
            if kind == "group":
                first = int(number) * GROUP
                self._written.add(int(number))
                self._digests.update(enumerate(self._read(name)["digests"], first))
            elif kind == "batch":
                self._digests[int(number)] = self._read(name)["digest"]
        for batch in self._digests:
            if batch // GROUP not in self._written:
                self._waiting[batch // GROUP] = self._waiting.get(batch // GROUP, 0) + 1

    def has(self, batch: Batch) -> bool:
        """Whether a batch was done before.

        Raises:
            ReplayCorpusError: one of its number was, and held other messages.
        """
        known = self._digests.get(batch.number)
        if known is not None and known != batch.digest:
            raise ReplayCorpusError(
                f"the corpus isn't what it was when this replay began: messages {batch.first:,} to "
                f"{batch.first + len(batch.items) - 1:,} are others; give another folder to begin anew"
            )
        return known is not None

    def add(self, batch: Batch, lines: Sequence[bytes]) -> None:
        """Keep the rows of a batch; when they are the last of a group, its Parquet files are written.

        Raises:
            ReplayError: they can't be written.
        """
        head = json.dumps({"first": batch.first, "digest": batch.digest}).encode()
        write_file(self._batch(batch.number), b"\n".join([head, *lines, b""]), error=ReplayError)
        self._digests[batch.number] = batch.digest
        group = batch.number // GROUP
        self._waiting[group] = self._waiting.get(group, 0) + 1
        if self._waiting[group] == GROUP:
            self._finish(group)

    def finish(self) -> None:
        """Write the groups that are there, complete or not; nothing comes after them.

        Raises:
            ReplayError: they can't be written.
        """
        for group in sorted(self._waiting):
            self._finish(group)

    def remove(self) -> None:
        """Do without it: all is done."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out for as long as the context lasts.

        Raises:
            ReplayError: another one is at it.
        """
        with reasons(self._folder, ReplayError):
            self._folder.mkdir(parents=True, exist_ok=True)
            lock: IO[bytes] = (self._folder / "lock").open("ab")
        with lock:
            if fcntl is not None:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    raise ReplayError("another run writes here", Place(shown(self._folder.parent))) from None
            yield

    def _finish(self, group: int) -> None:
        numbers = [number for number in sorted(self._digests) if number // GROUP == group]
        self._write_group(group, self._rows(numbers))
        mark = json.dumps({"digests": [self._digests[number] for number in numbers]}).encode()
        write_file(self._folder / f"group-{group:06}.json", mark, error=ReplayError)
        del self._waiting[group]
        self._written.add(group)
        for number in numbers:
            with suppress(OSError):
                self._batch(number).unlink()

    def _rows(self, numbers: Sequence[int]) -> Iterator[Numbered]:
        for number in numbers:
            head, *lines = self._batch(number).read_bytes().split(b"\n")
            yield from enumerate(lines[:-1], json.loads(head)["first"])

    def _read(self, name: str) -> Mapping[str, Any]:
        file = self._folder / name
        try:
            with file.open("rb") as stream:
                found: Mapping[str, Any] = json.loads(stream.readline())
            if not {"digest", "digests"} & set(found):
                raise ValueError
        except (OSError, ValueError, TypeError):
            raise ReplayError("can't be read: begin anew in another folder", Place(shown(file))) from None
        return found

    def _batch(self, number: int) -> Path:
        return self._folder / f"batch-{number:08}.jsonl"
