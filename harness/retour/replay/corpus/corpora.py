"""A corpus: files, folders and archives, as one row of messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from retour.errors import MessageError, ReplayCorpusError
from retour.messages import is_message_name, read_at_most
from retour.model import Place
from retour.replay.corpus.item import Columns, CorpusItem, Reader
from retour.replay.corpus.parquet import parquet_items
from retour.replay.corpus.tars import tar_items
from retour.replay.corpus.zips import zip_items
from retour.text.display import shown
from retour.text.file_kinds import other_than_file
from retour.text.plain import one_line
from retour.text.walking import Walking, walk_below

_READERS: Mapping[tuple[str, ...], Reader] = {
    (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"): tar_items,
    (".zip",): zip_items,
    (".parquet",): parquet_items,
}
"""How files that hold messages are read, by how their names end."""


class Corpus:
    """See the module's text.

    Args:
        paths: each a file, a folder, or an archive; in a folder archives are read too.
        columns: of Parquet files.
        output: where what comes of it is written; it may not lie in the corpus, or that would grow as it is read.

    Raises:
        ReplayCorpusError: there is nothing at a path, or the output lies in it.
    """

    def __init__(self, paths: Sequence[Path], columns: Columns, output: Path | None = None) -> None:
        for path in paths:
            if not path.exists():
                raise ReplayCorpusError("no such file or folder", Place(shown(path)))
            if not path.is_dir() and (kind := other_than_file(path)) is not None:
                raise ReplayCorpusError(f"{kind}, and no corpus", Place(shown(path)))
            if output is not None and output.resolve().is_relative_to(path.resolve()):
                raise ReplayCorpusError(
                    f"{shown(output)} lies in it: write to a folder outside the corpus", Place(shown(path))
                )
        self._paths = paths
        self._columns = columns
        self._walking = Walking()

    @property
    def names(self) -> tuple[str, ...]:
        """What its parts are called."""
        return tuple(path.resolve().name for path in self._paths)

    @property
    def size(self) -> int:
        """Its bytes, as it lies on the disk; what can't be read has none."""
        return sum(_size(file) for path in self._paths for file, _ in self._files(path, Walking()))

    @property
    def passed_over(self) -> int:
        """How many folders weren't entered, and files not taken, as far as the messages were gone through."""
        return self._walking.passed_over

    def __iter__(self) -> Iterator[CorpusItem]:
        """The messages, in the same order each time.

        Raises:
            ReplayCorpusError: a folder or an archive can't be read, or there is no message at all.
        """
        self._walking = Walking()
        before, is_empty = 0, True
        for path in self._paths:
            for file, name in self._files(path, self._walking):
                for item in _items(file, name, self._columns):
                    is_empty = False
                    yield replace(item, name=one_line(item.name), at=before + item.at)
                before += _size(file)
            for folder, reason in self._walking.unread:
                raise ReplayCorpusError(f"this folder can't be read: {reason}", Place(shown(folder)))
        if is_empty:
            raise ReplayCorpusError(
                "there is no message in it: no .xml or .ei files, also not in .tar, .zip or .parquet files",
                Place(", ".join(map(shown, self._paths))),
            )

    def _files(self, path: Path, walking: Walking) -> Iterator[tuple[Path, str]]:
        """The files of a part, each with its name in the corpus."""
        if not path.is_dir():
            yield path, path.name
            return
        above = f"{path.resolve().name}/" if len(self._paths) > 1 else ""
        for file in walk_below(path, _is_wanted, walking):
            yield file, above + file.relative_to(path).as_posix()


def _items(file: Path, name: str, columns: Columns) -> Iterable[CorpusItem]:
    reader = _reader_of(file.name)
    if reader is not None:
        return reader(file, name, columns)
    try:
        data = read_at_most(file, name)
    except MessageError as error:
        return [CorpusItem(name, problem=error.text, at=_size(file))]
    return [CorpusItem(name, data, at=len(data))]


def _reader_of(name: str) -> Reader | None:
    lower = name.lower()
    return next((reader for suffixes, reader in _READERS.items() if lower.endswith(suffixes)), None)


def _is_wanted(name: str) -> bool:
    return is_message_name(name) or _reader_of(name) is not None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
