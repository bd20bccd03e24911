"""A bounded store of small texts by key, in one `sqlite3` file that several processes use at a time.

Nothing that goes wrong with it fails a run: the store then keeps and knows nothing any more, and `trouble` says why in a
sentence. What was committed survives a process that is killed (write-ahead log); a text whose checksum doesn't fit, and a
file that is damaged, count as nothing.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Literal, get_args

from retour.configuration import CACHE
from retour.errors import RetourError
from retour.text.display import shown
from retour.text.writing import reason_of, write_document

STORE_FILE = "outcomes-1.sqlite"
"""In the folder `CACHE`; the number is that of the form of the tables."""

DAMAGED_FILE = "outcomes-1.damaged"
"""What a file that can't be read is called from then on."""

Kind = Literal["identity", "outcome", "mutant", "met"]
"""What a text tells; see `retour.caching.cache` and `retour.mutation.memory`."""

_OURS = 0x7E70
"""Stands in the head of the file: no other database is written to."""

_COLUMNS = ["key", "kind", "text", "sum", "used"]

_COUNT = "SELECT count(*) FROM kept WHERE kind = ?"

_OF_OTHERS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""Errors that come of who else is at work, or of what this process may do."""

_OF_DAMAGE = (UnicodeDecodeError, MemoryError)
"""What comes of damage besides: names of tables that are no text, lengths that no memory has room for."""

_WITHOUT_MORE = 0xFF
"""The part of an error's number that says what it is; the rest says more of it."""

_BUSY = 5.0
"""Seconds that a process waits for another one that is writing."""

_TRIES = 100
"""How often a new file is begun, at intervals of `_BUSY / _TRIES`: another process may be doing so."""

_MANY = 5_000
"""Texts that wait in memory to be written, at most."""

_ROOM = 0.9
"""The part of the limit that is still in use after the oldest had to go."""

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store holds.

    Attributes:
        texts: how many there are, by kind.
        size: bytes that they take on the disk.
    """

    texts: dict[str, int]
    size: int


class Store:
    """See the module's text.

    Args:
        folder: of the configuration; the file lies in `CACHE` below it.
        limit: bytes that it may take; what was used longest ago goes first.
        now: seconds since 1970; uses are told apart by the hour, so that looking things up hardly ever writes.

    Attributes:
        file: where it lies.
        trouble: why nothing is kept, as a clause on the file; None while all is well.
        was_damaged: whether the file was set aside by this run.
    """

    def __init__(self, folder: Path, limit: int, now: float | None = None) -> None:
        self.file = folder / CACHE / STORE_FILE
        self.trouble: str | None = None
        self.was_damaged = False
        self._limit = limit
        self._hour = int((time.time() if now is None else now) // _HOUR)
        self._lock = RLock()
        self._waiting: dict[bytes, tuple[Kind, bytes]] = {}
        self._used: list[bytes] = []
        self._connection: sqlite3.Connection | None = None
        self._inode: int | None = None
        with self._guarded():
            self._connection = self._opened()

    @property
    def warning(self) -> str | None:
        """Why nothing is kept, as a sentence on the file; None while all is well."""
        return (
            None if self.trouble is None else f"{shown(self.file)}: {self.trouble}; nothing is taken from it"
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept, or nothing can be."""
        with self._guarded() as connection:
            if connection is not None:
                return (
                    not self._waiting and connection.execute("SELECT 1 FROM kept LIMIT 1").fetchone() is None
                )
        return True

    def get(self, key: bytes) -> bytes | None:
        """The text of a key; None where there is none."""
        with self._guarded() as connection:
            if key in self._waiting:
                return self._waiting[key][1]
            if connection is None:
                return None
            row = connection.execute("SELECT text, sum, used FROM kept WHERE key = ?", (key,)).fetchone()
            if row is None or not isinstance(row[0], bytes) or zlib.crc32(row[0]) != row[1]:
                return None
            if row[2] != self._hour:
                self._used.append(key)
            text: bytes = row[0]
            return text
        return None

    def put(self, key: bytes, kind: Kind, text: bytes) -> None:
        """Keep a text; it reaches the disk with `write`, or when many wait."""
        with self._lock:
            if self._connection is None:
                return
            self._waiting[key] = (kind, text)
            if len(self._waiting) >= _MANY:
                self.write()

    def write(self) -> None:
        """Bring all that waits to the disk, at once or not at all."""
        with self._guarded() as connection:
            if connection is None or not (self._waiting or self._used):
                return
            rows = [
                (key, kind, text, zlib.crc32(text), self._hour) for key, (kind, text) in self._waiting.items()
            ]
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
                used = [(self._hour, key) for key in self._used]
                connection.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
                made_room = self._make_room(connection)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
            self._waiting.clear()
            self._used.clear()
            if made_room:
                connection.executescript("PRAGMA incremental_vacuum")  # `execute` frees one page and stops

    def kept(self) -> Kept:
        """What it holds."""
        with self._guarded() as connection:
            if connection is not None:
                counted = [(kind, *connection.execute(_COUNT, (kind,)).fetchone()) for kind in get_args(Kind)]
                return Kept({kind: number for kind, number in counted if number}, _size(connection))
        return Kept({}, 0)

    def clear(self) -> None:
        """Forget everything."""
        with self._guarded() as connection:
            self._waiting.clear()
            if connection is not None:
                connection.execute("DELETE FROM kept")
                connection.execute("VACUUM")

    def close(self) -> None:
        """Write what waits, and let go of the file; nothing is kept after it."""
        self.write()
        with self._guarded() as connection:
            if connection is not None:
                self._connection = None
                connection.close()

    def _opened(self) -> sqlite3.Connection:
        folder = self.file.parent
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".gitignore").exists():
            write_document(folder / ".gitignore", "*\n")
        # For its owner alone: reports name what stands in messages.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(self.file, flags, 0o600)
        try:
            status = os.fstat(handle)
        finally:
            os.close(handle)
        if not stat.S_ISREG(status.st_mode):
            raise RetourError("it is no file")
        self._inode = status.st_ino
        connection = sqlite3.connect(self.file, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            _begin(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_room(self, connection: sqlite3.Connection) -> bool:
        """Let the texts go that were used longest ago, when there are too many; whether any went."""
        size = _live(connection)
        if size <= self._limit:
            return False
        while size > _ROOM * self._limit:
            (number,) = connection.execute("SELECT count(*) FROM kept").fetchone()
            if not number:
                break
            connection.execute(
                "DELETE FROM kept WHERE rowid IN (SELECT rowid FROM kept ORDER BY used, rowid LIMIT ?)",
                (max(1, number // 20),),
            )
            size = _live(connection)
        return True

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, for what must not fail a run: what goes wrong ends the use of the store."""
        with self._lock:
            try:
                yield self._connection
            except (sqlite3.DatabaseError, *_OF_DAMAGE) as error:
                self._let_go()
                if self._is_damaged(error):
                    self._complain(f"is damaged ({error}){self._set_aside()}")
                else:
                    self._complain(f"can't be used: {error}")
            except (OSError, RetourError, sqlite3.Error) as error:
                self._let_go()
                self._complain(f"can't be used: {_reason(error)}")

    def _is_damaged(self, error: Exception) -> bool:
        """Whether an error comes of damage: often sqlite says so, and sometimes that the disk is full, say."""
        if type(error) is sqlite3.DatabaseError or isinstance(error, _OF_DAMAGE):
            return True
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code == sqlite3.SQLITE_READONLY:  # as its head says: it could be opened for writing
            return True
        if code & _WITHOUT_MORE in _OF_OTHERS:
            return False
        try:
            with closing(sqlite3.connect(self.file, timeout=_BUSY)) as connection:
                sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
                return not sound or not _has_table(connection)
        except (sqlite3.DatabaseError, *_OF_DAMAGE):
            return True

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        self._waiting.clear()
        self._used.clear()
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _complain(self, why: str) -> None:
        if self.trouble is None:
            self.trouble = f"the cache {why}"

    def _set_aside(self) -> str:
        """Give a damaged file another name, so that the next run begins a new one; what was done, as a clause."""
        try:
            if self._inode is not None and self.file.stat().st_ino != self._inode:
                return ""  # another process was quicker
            for name in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self.file.with_name(self.file.name + name).unlink()
            self.file.replace(self.file.with_name(DAMAGED_FILE))
        except OSError as error:
            return f" and can't be set aside: {reason_of(error)}"
        self.was_damaged = True
        return f" and was set aside as {DAMAGED_FILE}"


def _begin(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none.

    Raises:
        RetourError: the file is a database of somebody else.
    """
    for attempt in range(_TRIES):
        try:
            _make(connection)
            return
        except sqlite3.OperationalError as error:
            # Another process makes them: sqlite waits for most locks by itself, but not while the journal's mode changes.
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or attempt == _TRIES - 1:
                raise
            time.sleep(_BUSY / _TRIES)


def _make(connection: sqlite3.Connection) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not _is_ours(connection) and tables:
        raise RetourError("it is another program's database")
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # of a new file alone
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if _is_ours(connection):
        if not _has_table(connection):
            raise sqlite3.DatabaseError("its table isn't that of a cache")
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, kind TEXT NOT NULL, text BLOB NOT NULL, "
        "sum INTEGER NOT NULL, used INTEGER NOT NULL)"
    )
    connection.execute(f"PRAGMA application_id = {_OURS}")
    connection.execute("COMMIT")


def _has_table(connection: sqlite3.Connection) -> bool:
    return [row[1] for row in connection.execute("PRAGMA table_info(kept)")] == _COLUMNS


def _is_ours(connection: sqlite3.Connection) -> bool:
    (number,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(number == _OURS)


def _size(connection: sqlite3.Connection) -> int:
    """Bytes of the whole file."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * size)


def _live(connection: sqlite3.Connection) -> int:
    """Bytes of the file that are in use."""
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return _size(connection) - int(free * size)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return "it is a symbolic link" if error.errno == errno.ELOOP else reason_of(error)
    return error.text if isinstance(error, RetourError) else str(error)
