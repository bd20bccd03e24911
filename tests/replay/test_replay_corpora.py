"""Messages in folders and archives: all of them, in the same order each time; what is broken says so."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from processes import posix_only
from pyarrow import parquet
from retour.errors import ReplayCorpusError
from retour.messages import MAX_BYTES
from retour.replay.batches import batches
from retour.replay.corpus import Columns, Corpus, CorpusItem
from samples import MESSAGE

DATA = MESSAGE.encode()
LARGE = b" " * (MAX_BYTES + 100)


def items(*paths: Path, columns: Columns | None = None) -> list[CorpusItem]:
    return list(Corpus(paths, columns or Columns()))


def found(*paths: Path, columns: Columns | None = None) -> list[tuple[str, bytes | str]]:
    return [(item.name, item.problem or item.data) for item in items(*paths, columns=columns)]


def tar_of(file: Path, members: Sequence[tuple[str, bytes]], mode: str = "w") -> Path:
    with tarfile.open(file, mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return file


def zip_of(file: Path, members: Sequence[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file


def parquet_of(file: Path, **columns: object) -> Path:
    parquet.write_table(pa.table(columns), file)
    return file


def test_folder_by_name_with_the_archives_in_it(tmp_path: Path) -> None:
    for name in ("b/2.xml", "b/10.XML", "a.ei", "b/readme.txt", "c.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    tar_of(tmp_path / "b" / "3.tar", [("x.xml", b"x")])

    assert found(tmp_path) == [
        ("a.ei", b"a.ei"),
        ("b/10.XML", b"b/10.XML"),
        ("b/2.xml", b"b/2.xml"),
        ("b/3.tar/x.xml", b"x"),
        ("c.xml", b"c.xml"),
    ]


def test_several_parts_are_told_apart(tmp_path: Path) -> None:
    for name in ("one/a.xml", "two/a.xml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"")

    assert [item.name for item in items(tmp_path / "one", tmp_path / "two")] == ["one/a.xml", "two/a.xml"]


@pytest.mark.parametrize(
    ("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tbz2", "w:bz2"), ("a.tar.xz", "w:xz")]
)
def test_tar_however_it_is_packed(tmp_path: Path, name: str, mode: str) -> None:
    file = tar_of(tmp_path / name, [("b/1.xml", DATA), ("notes.txt", b"no"), ("a/2.xml", b"2" * 5000)], mode)

    assert found(file) == [(f"{name}/b/1.xml", DATA), (f"{name}/a/2.xml", b"2" * 5000)]


def test_zip(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.zip", [("b/1.xml", DATA), ("notes.txt", b"no"), ("a/2.xml", b"2")])

    assert found(file) == [("a.zip/b/1.xml", DATA), ("a.zip/a/2.xml", b"2")]


def test_parquet_with_and_without_names(tmp_path: Path) -> None:
    named = parquet_of(tmp_path / "a.parquet", name=["x.xml", None], content=[DATA, None])
    unnamed = parquet_of(tmp_path / "b.parquet", month=[6], content=[DATA])

    assert found(named) == [("a.parquet/x.xml", DATA), ("a.parquet/2.xml", "there is nothing in this row")]
    assert found(unnamed) == [("b.parquet/1.xml", DATA)]


def test_parquet_whose_columns_are_named(tmp_path: Path) -> None:
    file = parquet_of(tmp_path / "a.parquet", one=[b"1"], other=[b"2"], text=["3"], called=["x.xml"])

    assert found(file, columns=Columns("other", "called")) == [("a.parquet/x.xml", b"2")]
    assert found(file, columns=Columns("text")) == [("a.parquet/1.xml", b"3")]
    with pytest.raises(
        ReplayCorpusError, match="several columns hold bytes: say which with --column, one or other"
    ):
        items(file)
    with pytest.raises(ReplayCorpusError, match="there is no column 'othr', did you mean 'other'"):
        items(file, columns=Columns("othr"))


@pytest.mark.parametrize("name", ["/etc/passwd.xml", "../up.xml", "a/../../b.xml", "C:\\a.xml"])
def test_member_whose_name_leads_out_is_one_error(tmp_path: Path, name: str) -> None:
    members = [("1.xml", DATA), (name, DATA), ("2.xml", DATA)]
    for file in (tar_of(tmp_path / "a.tar", members), zip_of(tmp_path / "a.zip", members)):
        assert [item.problem for item in items(file)] == [None, "its name leads out of the archive", None]


def test_links_and_devices_in_a_tar_are_errors(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            header = tarfile.TarInfo("a.xml")
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)

    assert {item.problem for item in items(tmp_path / "a.tar")} == {"it is a link or a device, and no file"}


def test_no_more_is_read_of_a_message_than_it_may_have(tmp_path: Path) -> None:
    (tmp_path / "large.xml").write_bytes(LARGE)
    archived = (
        tar_of(tmp_path / "a.tar", [("1.xml", LARGE)]),
        zip_of(tmp_path / "a.zip", [("1.xml", LARGE)]),
        parquet_of(tmp_path / "a.parquet", content=[LARGE]),
    )
    for file in (tmp_path / "large.xml", *archived):
        (item,) = items(file)
        assert len(item.data) == MAX_BYTES + 1


def test_bomb_is_refused(tmp_path: Path) -> None:
    nothing = bytes(25 * 1024 * 1024)
    members = [(f"{number}.xml", nothing) for number in range(6)]
    for file in (tar_of(tmp_path / "a.tar.xz", members, "w:xz"), zip_of(tmp_path / "a.zip", members)):
        with pytest.raises(ReplayCorpusError, match="unpacks to more than 1,000 times its size"):
            items(file)


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz", "a.zip", "a.parquet"])
@pytest.mark.parametrize("data", [b"", b"no archive", os.urandom(5000)], ids=["empty", "text", "noise"])
def test_file_that_is_no_archive(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)

    with pytest.raises(
        ReplayCorpusError, match=r"is no (tar|zip|Parquet file), or a damaged one|no message in it"
    ):
        items(tmp_path / name)


@pytest.mark.parametrize("cut", [300, 2_000, 5_000])
def test_tar_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    whole = tar_of(tmp_path / "whole.tar", [(f"{number}.xml", DATA) for number in range(5)]).read_bytes()
    (tmp_path / "cut.tar").write_bytes(whole[:cut])

    with pytest.raises(ReplayCorpusError, match="is no tar, or a damaged one"):
        items(tmp_path / "cut.tar")


def test_tar_that_is_damaged_in_the_middle_isnt_taken_for_one_that_ends_there(tmp_path: Path) -> None:
    file = tar_of(tmp_path / "a.tar", [(f"{number}.xml", DATA) for number in range(5)])
    data = bytearray(file.read_bytes())
    second = 512 + -(-len(DATA) // 512) * 512
    data[second : second + 20] = b"\xff" * 20
    file.write_bytes(data)

    with pytest.raises(ReplayCorpusError, match="is no tar, or a damaged one"):
        items(file)


def test_member_of_a_zip_that_is_damaged_is_one_error(tmp_path: Path) -> None:
    file = zip_of(tmp_path / "a.zip", [("1.xml", DATA), ("2.xml", os.urandom(500)), ("3.xml", DATA)])
    with zipfile.ZipFile(file) as archive:
        at = archive.getinfo("2.xml").header_offset
    data = bytearray(file.read_bytes())
    data[at + 100] ^= 0xFF
    file.write_bytes(data)

    problems = [item.problem for item in items(file)]
    assert problems[0] is None
    assert problems[2] is None
    assert (problems[1] or "").startswith("it can't be unpacked: ")


def test_parquet_without_bytes(tmp_path: Path) -> None:
    file = parquet_of(tmp_path / "a.parquet", name=["a"], size=[3])

    with pytest.raises(ReplayCorpusError, match="no column holds bytes: the columns are name, size"):
        items(file)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ReplayCorpusError, match="no such file or folder"):
        Corpus([tmp_path / "gone"], Columns())
    with pytest.raises(ReplayCorpusError, match="there is no message in it"):
        items(tmp_path)


@posix_only
def test_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xml")

    with pytest.raises(ReplayCorpusError, match="is a pipe"):
        Corpus([tmp_path / "a.xml"], Columns())


def test_how_far_it_was_read_is_told_in_bytes_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(DATA)
    zip_of(tmp_path / "b.zip", [("1.xml", DATA * 100), ("2.xml", DATA)])
    corpus = Corpus([tmp_path], Columns())

    at = [item.at for item in corpus]
    assert at == sorted(at)
    assert at[0] == len(DATA)
    assert at[-1] <= corpus.size


def test_batches_are_cut_the_same_way_each_time(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.xml").write_bytes(b"x" * (1_500_000 if number > 6 else 10))
    corpus = Corpus([tmp_path], Columns())

    cut = [(each.number, each.first, len(each.items)) for each in batches(corpus, 3)]
    assert cut == [(0, 1, 3), (1, 4, 3), (2, 7, 3), (3, 10, 1)]
    assert [each.digest for each in batches(corpus, 3)] == [each.digest for each in batches(corpus, 3)]
