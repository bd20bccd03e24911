import errno
import os
import stat
from pathlib import Path

import pytest
from retour.errors import CaseFileError, RetourError
from retour.text.writing import make_file, write_document, write_file

BEFORE, AFTER = b"before\n", b"after\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "retour.toml").touch()
    return tmp_path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_and_keeps_its_mode(project):
    file = project / "a.txt"
    file.write_bytes(BEFORE)
    file.chmod(0o640)
    write_file(file, AFTER, read=BEFORE)
    assert file.read_bytes() == AFTER
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names(project) == ["a.txt", "retour.toml"]


def test_a_new_file_gets_the_mode_of_any_new_file(project):
    old = os.umask(0o027)
    try:
        write_file(project / "a.txt", AFTER)
    finally:
        os.umask(old)
    assert stat.S_IMODE((project / "a.txt").stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(project):
    file = project / "a.txt"
    file.write_bytes(BEFORE)
    os.chown(file, 1234, 4321)
    write_file(file, AFTER)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 4321)


def test_a_file_that_changed_since_it_was_read_is_left_alone(project):
    file = project / "a.txt"
    file.write_bytes(b"somebody else's\n")
    with pytest.raises(CaseFileError) as raised:
        write_file(file, AFTER, read=BEFORE, error=CaseFileError)
    assert str(raised.value) == (
        "a.txt: changed since it was read, so nothing was written: run the command again"
    )
    assert file.read_bytes() == b"somebody else's\n"
    assert names(project) == ["a.txt", "retour.toml"]


def test_a_file_that_is_gone_since_it_was_read_is_not_made_again(project):
    with pytest.raises(RetourError, match=r"^a\.txt: changed since it was read"):
        write_file(project / "a.txt", AFTER, read=BEFORE)
    assert names(project) == ["retour.toml"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the file system is read-only"),
        (errno.EACCES, "no permission"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_else(project, monkeypatch, code, reason):
    def failing(descriptor):
        raise OSError(code, os.strerror(code))

    (project / "a.txt").write_bytes(BEFORE)
    monkeypatch.setattr(os, "fsync", failing)
    for write in (write_file, make_file):
        with pytest.raises(RetourError) as raised:
            write(Path("a.txt") if write is write_file else Path("new.txt"), AFTER)
        assert raised.value.text == f"can't be written: {reason}"
    assert (project / "a.txt").read_bytes() == BEFORE
    assert names(project) == ["a.txt", "retour.toml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_is_written_to_as_it_is():
    write_document(Path("/dev/null"), "text")
    with pytest.raises(RetourError, match=r"^/dev/full: can't be written: the disk is full$"):
        write_document(Path("/dev/full"), "text")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_is_no_file(project):
    (project / "sub").mkdir()
    with pytest.raises(RetourError, match=r"^sub: can't be written: it is a folder$"):
        write_file(project / "sub", AFTER)
    with pytest.raises(RetourError, match=r"^no/a.txt: can't be written: there is no such folder$"):
        write_file(Path("no/a.txt"), AFTER)
    with pytest.raises(
        RetourError, match=r"^retour.toml/a.txt: can't be written: a file stands where a folder"
    ):
        write_document(Path("retour.toml/a.txt"), "text")


def test_a_link_inside_the_project_stays_a_link(project):
    (project / "sub").mkdir()
    (project / "sub/a.txt").write_bytes(BEFORE)
    (project / "link.txt").symlink_to("sub/a.txt")
    write_file(Path("link.txt"), AFTER, read=BEFORE)
    assert (project / "link.txt").is_symlink()
    assert (project / "sub/a.txt").read_bytes() == AFTER


@pytest.mark.parametrize("name", ["link.txt", "folder/a.txt", "dangling.txt"])
def test_no_link_is_followed_out_of_the_project(project, tmp_path_factory, name):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.txt").write_bytes(BEFORE)
    (project / "link.txt").symlink_to(outside / "a.txt")
    (project / "folder").symlink_to(outside)
    (project / "dangling.txt").symlink_to(outside / "new.txt")
    for write in (write_file, make_file):
        with pytest.raises(RetourError) as raised:
            write(Path(name), AFTER)
        assert raised.value.text.startswith("can't be written: a symbolic link leads out of the project, to ")
    assert names(outside) == ["a.txt"]
    assert (outside / "a.txt").read_bytes() == BEFORE


def test_links_in_a_circle_are_said(project):
    (project / "a").symlink_to("b")
    (project / "b").symlink_to("a")
    with pytest.raises(RetourError, match=r"^a: can't be written: "):
        write_file(Path("a"), AFTER)


def test_a_new_file_never_takes_the_place_of_another(project, monkeypatch):
    make_file(Path("a.txt"), BEFORE)
    with pytest.raises(RetourError, match=r"^a\.txt: is there already: nothing was written$"):
        make_file(Path("a.txt"), AFTER)

    def unlinked(*_):
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", unlinked)
    make_file(Path("b.txt"), BEFORE)
    with pytest.raises(RetourError, match=r"^b\.txt: is there already: nothing was written$"):
        make_file(Path("b.txt"), AFTER)
    assert names(project) == ["a.txt", "b.txt", "retour.toml"]
    assert {(project / name).read_bytes() for name in ("a.txt", "b.txt")} == {BEFORE}


def test_a_name_that_is_no_utf_8_can_stand_in_a_document(project):
    write_document(Path("sub/a.json"), '"f\udcff.xml"\n')
    assert (project / "sub/a.json").read_bytes() == b'"f\\udcff.xml"\n'
