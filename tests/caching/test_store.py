"""The file in which outcomes are kept: shared, bounded, and never the reason why a run fails."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from processes import posix_only, run_python, wait_until
from retour.caching import DAMAGED_FILE, STORE_FILE, Store

HOUR = 3600.0
MEGABYTE = 1_000_000

WRITER = """\
import itertools, sys
from pathlib import Path
from retour.caching import Store

store = Store(Path(sys.argv[1]), 50_000_000)
for number in itertools.count(int(sys.argv[2])):
    store.put(b"%d" % number, "outcome", b"text of %d " % number * 50)
    store.write()
    if number == int(sys.argv[3]):
        break
store.close()
assert store.trouble is None, store.trouble
"""
"""Keeps a text for each number from one on, each at once; endlessly where the last number is smaller."""

APPLICATION = 68
"""Where in the head of a database it stands which application's it is."""


def store_at(folder: Path, limit: int = MEGABYTE, now: float = 0.0) -> Store:
    return Store(folder, limit, now)


def test_kept_for_the_next_run(tmp_path: Path) -> None:
    first = store_at(tmp_path)
    first.put(b"key", "outcome", b"text")
    assert first.get(b"key") == b"text"
    first.close()

    second = store_at(tmp_path)
    assert second.get(b"key") == b"text"
    assert second.get(b"other") is None
    assert second.kept().texts == {"outcome": 1}
    second.close()


def test_for_its_owner_alone_and_ignored_by_git(tmp_path: Path) -> None:
    store_at(tmp_path).close()

    assert (tmp_path / ".retour-cache/.gitignore").read_text() == "*\n"
    if os.name == "posix":
        assert (tmp_path / ".retour-cache" / STORE_FILE).stat().st_mode & 0o077 == 0


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    for number in range(20):
        store = store_at(tmp_path, 10 * MEGABYTE, now=number * HOUR)
        for part in range(10):
            store.put(b"%d/%d" % (number, part), "outcome", b"x" * 10_000)
        store.close()
    store = store_at(tmp_path, 500_000, now=100 * HOUR)
    assert store.get(b"0/0") is not None  # used again
    store.put(b"new", "outcome", b"x")
    store.write()

    assert store.kept().size <= 500_000
    assert store.get(b"0/0") is not None
    assert store.get(b"new") is not None
    assert store.get(b"1/0") is None
    assert store.get(b"19/9") is not None
    store.close()


def test_a_text_that_takes_more_than_there_is(tmp_path: Path) -> None:
    store = store_at(tmp_path, 50_000)
    store.put(b"key", "outcome", b"x" * 500_000)
    store.write()

    assert store.get(b"key") is None
    assert store.kept().size < 50_000
    store.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_damaged_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / ".retour-cache" / STORE_FILE
    file.parent.mkdir()
    file.write_bytes(content)

    store = store_at(tmp_path)
    store.put(b"key", "outcome", b"text")
    store.close()

    assert store.trouble is not None
    assert store.trouble.startswith("the cache is damaged (")
    assert store.trouble.endswith(") and was set aside as outcomes-1.damaged")
    assert store.file.with_name(DAMAGED_FILE).read_bytes() == content
    next_run = store_at(tmp_path)
    assert next_run.trouble is None
    assert next_run.is_empty
    next_run.close()


def test_file_that_is_damaged_further_on(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    for number in range(100):
        store.put(b"%d" % number, "outcome", b"x" * 5000)
    store.close()
    data = bytearray(store.file.read_bytes())
    data[4096 * 2 :] = b"\xa5" * (len(data) - 4096 * 2)
    store.file.write_bytes(data)

    again = store_at(tmp_path)
    assert [again.get(b"%d" % number) for number in range(100)] == [None] * 100
    assert again.trouble is not None
    again.close()
    assert store_at(tmp_path).trouble is None


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_the_next_run_but_one_has_a_cache(tmp_path: Path, seed: int) -> None:
    """Damage to the application's number is another program's database, and stays out of it."""
    random = Random(seed)
    store = store_at(tmp_path)
    for number in range(40):
        store.put(b"%d" % number, "outcome", random.randbytes(random.randrange(20, 3000)))
    store.close()
    sound = store.file.read_bytes()

    for _ in range(10):
        store.file.write_bytes(damaged(sound, random))
        for run in range(2):
            store = store_at(tmp_path)
            for number in range(40):
                store.get(b"%d" % number)
            store.put(b"new %d" % run, "outcome", b"x" * 5000)
            store.kept()
            store.close()

        assert store.trouble is None


def damaged(data: bytes, random: Random) -> bytes:
    """A database that was cut off, or of which the head, single bytes or a page changed."""
    changed = bytearray(data)
    match random.randrange(4):
        case 0:
            del changed[random.randrange(len(data)) :]
        case 1:
            for _ in range(random.randrange(1, 6)):
                place = random.randrange(100)
                if not APPLICATION <= place < APPLICATION + 4:
                    changed[place] = random.randrange(256)
        case 2:
            for _ in range(40):
                changed[random.randrange(100, len(data))] = random.randrange(256)
        case _:
            page = 4096 * random.randrange(len(data) // 4096)
            changed[page + 100 : page + 4096] = random.randbytes(3996)
    return bytes(changed)


@pytest.mark.parametrize("change", ["DROP TABLE kept", "ALTER TABLE kept RENAME COLUMN sum TO total"])
def test_table_of_another_form(tmp_path: Path, change: str) -> None:
    store = store_at(tmp_path)
    store.close()
    with sqlite3.connect(store.file) as connection:
        connection.execute(change)
    connection.close()

    again = store_at(tmp_path)

    assert again.trouble == (
        "the cache is damaged (its table isn't that of a cache) and was set aside as outcomes-1.damaged"
    )
    assert store_at(tmp_path).trouble is None


def test_text_that_was_changed(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    store.put(b"key", "outcome", b"text")
    store.close()
    with sqlite3.connect(store.file) as connection:
        connection.execute("UPDATE kept SET text = ?", (b"lies",))
    connection.close()

    assert store_at(tmp_path).get(b"key") is None


def test_database_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / ".retour-cache" / STORE_FILE
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE cookies (name)")
    connection.close()
    before = file.read_bytes()

    store = store_at(tmp_path)

    assert store.trouble == "the cache can't be used: it is another program's database"
    assert file.read_bytes() == before


@posix_only
def test_symbolic_link(tmp_path: Path) -> None:
    file = tmp_path / ".retour-cache" / STORE_FILE
    file.parent.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"")
    file.symlink_to(elsewhere)

    assert store_at(tmp_path).trouble == "the cache can't be used: it is a symbolic link"
    assert elsewhere.read_bytes() == b""


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / ".retour-cache").write_text("", encoding="utf-8")

    store = store_at(tmp_path)
    store.put(b"key", "outcome", b"text")

    assert store.trouble is not None
    assert store.get(b"key") is None
    assert store.is_empty


def test_nothing_is_kept_after_it_was_closed(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    store.close()
    store.put(b"key", "outcome", b"text")
    store.write()
    store.close()

    assert store.get(b"key") is None
    assert store.trouble is None


def test_several_processes_at_a_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        ended = list(
            pool.map(
                lambda first: run_python(
                    "-c", WRITER, str(tmp_path), str(first), str(first + 49), cwd=tmp_path
                ),
                range(0, 200, 50),
            )
        )

    assert [(each.code, each.err) for each in ended] == [(0, "")] * 4
    store = store_at(tmp_path)
    assert all(store.get(b"%d" % number) == b"text of %d " % number * 50 for number in range(200))
    store.close()


@posix_only
def test_a_process_that_is_killed_while_it_writes(tmp_path: Path) -> None:
    file = tmp_path / ".retour-cache" / STORE_FILE
    for _ in range(5):
        _write_until_killed(tmp_path)

    store = store_at(tmp_path, 50 * MEGABYTE)
    number = store.kept().texts["outcome"]
    assert number > 100
    assert all(store.get(b"%d" % each) == b"text of %d " % each * 50 for each in range(number))
    store.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def _write_until_killed(folder: Path) -> None:
    store = store_at(folder, 50 * MEGABYTE)
    first = store.kept().texts.get("outcome", 0)
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder), str(first), "-1"])
    assert wait_until(lambda: store.kept().texts.get("outcome", 0) > first + 20)
    process.send_signal(signal.SIGKILL)
    process.wait()
    store.close()
