"""Only what has changed since a revision."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from retour.errors import ConfigurationError
from retour.mutation.since import changed_since

Git = Callable[..., None]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    def run(*arguments: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        subprocess.run(["git", "-C", str(tmp_path), *identity, *arguments], check=True, capture_output=True)

    run("init", "--initial-branch=main")
    return run


@pytest.fixture
def file(tmp_path: Path, git: Git) -> Path:
    file = tmp_path / "regels één.xsl"
    file.write_text("a\nb\nc\nd\ne\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "first")
    return file


def test_nothing(file: Path) -> None:
    assert changed_since("HEAD", [file]) == {}


def test_changed_added_and_removed_lines(file: Path) -> None:
    file.write_text("a\nB\nc\ne\nf\ng\n", encoding="utf-8")
    assert changed_since("HEAD", [file]) == {file: (range(2, 3), range(3, 5), range(5, 7))}


def test_a_new_file_is_all_new(tmp_path: Path, file: Path) -> None:
    new = tmp_path / "new.xsl"
    new.write_text("a\nb\n", encoding="utf-8")
    assert changed_since("HEAD", [file, new]) == {new: (range(1, 4),)}


def test_an_older_revision(file: Path, git: Git) -> None:
    file.write_text("a\nb\nc\nd\nE\n", encoding="utf-8")
    git("commit", "-am", "second")
    assert changed_since("HEAD", [file]) == {}
    assert changed_since("HEAD~1", [file]) == {file: (range(5, 6),)}


@pytest.mark.parametrize("revision", ["nonsense", "--help", "-O/etc/passwd"])
def test_no_such_revision(file: Path, revision: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent.parent)
    with pytest.raises(ConfigurationError) as caught:
        changed_since(revision, [file])
    assert str(caught.value) == f"--since {revision}: no such revision in {file.parent.name}"


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    file = tmp_path / "rule.xsl"
    file.write_text("a\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        changed_since("HEAD", [file])
    assert str(caught.value) == "--since: . is in no git repository"


def test_no_git(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigurationError) as caught:
        changed_since("HEAD", [file])
    assert str(caught.value) == "--since needs git, which isn't there"
