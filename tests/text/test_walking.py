from __future__ import annotations

import os
from pathlib import Path

import pytest
from retour.text.gitignore import GitIgnored
from retour.text.walking import Walk, files_below, is_passed_over


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def found(folder: Path) -> list[str]:
    walk = files_below(folder, lambda name: name.endswith(".xml"))
    assert walk.unread == ()
    return [file.relative_to(folder).as_posix() for file in walk.files]


def test_what_is_not_the_users_own_is_passed_over(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a.xml",
        "b.txt",
        "sub/a.xml",
        "env/pyvenv.cfg",
        "mamba/conda-meta/history",
        "sub/mamba/conda-meta/history",
    )
    others = ".git .tox node_modules build dist venv env mamba _darcs CVS {arch} a.egg __pycache__"
    make(
        tmp_path,
        *(f"{name}/deep/a.xml" for name in others.split()),
        *(f"sub/{n}/a.xml" for n in others.split()),
    )
    own = ["buildings", "a.eggs", "distance", "sub/env"]
    (tmp_path / "sub/env/a.xml").unlink()
    make(tmp_path, *(f"{name}/a.xml" for name in own))
    assert found(tmp_path) == sorted(["a.xml", "sub/a.xml", *(f"{name}/a.xml" for name in own)])


def test_what_git_ignores_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a.xml", "out/a.xml", "out/b.xml", "sub/out.xml", "sub/a.xml")
    (tmp_path / ".gitignore").write_text("/out/\nout.xml\n", encoding="utf-8")
    assert found(tmp_path) == ["a.xml", "sub/a.xml"]


def test_what_is_named_outright_is_walked(tmp_path: Path) -> None:
    make(tmp_path, ".git/HEAD", "build/a.xml", "build/sub/a.xml", "build/tmp/a.xml")
    (tmp_path / ".gitignore").write_text("build/\ntmp/\n", encoding="utf-8")
    assert found(tmp_path) == []
    assert found(tmp_path / "build") == ["a.xml", "sub/a.xml"]


def test_the_form_in_which_the_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "sub/a.xml")
    monkeypatch.chdir(tmp_path)
    assert files_below(Path(), str) == Walk((Path("sub/a.xml"),), ())
    assert files_below(Path("sub"), str) == Walk((Path("sub/a.xml"),), ())


def test_links_may_lead_in_a_circle(tmp_path: Path) -> None:
    make(tmp_path, "z/a.xml", "elsewhere/b.xml")
    project = tmp_path / "project"
    make(project, "z/a.xml")
    (project / "a-link").symlink_to("z")
    (project / "z/up").symlink_to("..")
    (project / "elsewhere").symlink_to(tmp_path / "elsewhere")
    (project / "c.xml").symlink_to(tmp_path / "elsewhere/b.xml")
    (project / "gone.xml").symlink_to("nowhere.xml")
    (project / "round").symlink_to("round")
    assert found(project) == ["c.xml", "elsewhere/b.xml", "z/a.xml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "full.xml").symlink_to("/dev/full")
    assert found(tmp_path) == []


def test_folders_that_cannot_be_read_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: Path) -> object:
        if path.name == "secret":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    make(tmp_path, "a.xml", "secret/a.xml")
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    assert files_below(tmp_path, str) == Walk(
        (tmp_path / "a.xml",), ((tmp_path / "secret", "Permission denied"),)
    )
    assert files_below(tmp_path / "no", str).unread == ((tmp_path / "no", "No such file or directory"),)


def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.xml")
    try:
        make(tmp_path, name)
    except OSError:
        pytest.skip("names are UTF-8 here")
    (tmp_path / ".gitignore").write_bytes(b"\xfe*\n")
    assert found(tmp_path) == [name]
    (tmp_path / ".gitignore").write_bytes(b"\xff*\n")
    assert found(tmp_path) == []


def test_the_same_is_said_of_one_folder(tmp_path: Path) -> None:
    make(tmp_path, "sub/a.xml", "env/pyvenv.cfg", "out/a.xml")
    (tmp_path / ".gitignore").write_text("out\n", encoding="utf-8")
    ignored = GitIgnored(tmp_path)
    passed = {name for name in ("sub", "env", "out", ".git") if is_passed_over(tmp_path / name, ignored)}
    assert passed == {"env", "out", ".git"}
