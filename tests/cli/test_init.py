"""`retour init`: a repository that passes at once, and never one file overwritten."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from processes import Ended, posix_only
from retour.cases import load_cases

Retour = Callable[..., Ended]

FILES = [
    ".gitattributes",
    ".github/workflows/retour.yml",
    "README.md",
    "fixtures/wmo307/stop.cases.yaml",
    "fixtures/wmo307/stop.xml",
    "retour.toml",
]


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path) -> Path:
    """A folder with nothing in it, in which the test stands."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def files_below(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def test_it_says_what_it_wrote_and_what_comes_next(retour_here: Retour, empty: Path) -> None:
    ended = retour_here("init")

    assert (ended.code, ended.err) == (0, "")
    *written, blank, following = ended.out.splitlines()
    assert sorted(written) == FILES
    assert (blank, following) == ("", "next: retour run")
    assert sorted(files_below(empty)) == FILES


def test_another_folder(retour_here: Retour, empty: Path) -> None:
    ended = retour_here("init", "my cases/wmo")

    assert ended.code == 0
    assert ended.out.splitlines()[0] == "my cases/wmo/README.md"
    assert ended.out.splitlines()[-1].startswith("next: cd '") == (os.sep == "/")
    assert sorted(files_below(empty / "my cases" / "wmo")) == FILES


def test_its_cases_pass(retour: Retour, retour_here: Retour, empty: Path) -> None:
    retour_here("init")

    ended = retour("run", "-v", cwd=empty)

    assert (ended.code, ended.err) == (0, "")
    assert "stop.cases.yaml::accepted PASSED" in ended.out
    assert "stop.cases.yaml::ends-before-it-began PASSED" in ended.out
    assert "2 passed" in ended.out


def test_a_message_that_is_wrong_is_noticed(retour: Retour, retour_here: Retour, empty: Path) -> None:
    retour_here("init")
    message = empty / "fixtures" / "wmo307" / "stop.xml"
    message.write_bytes(message.read_bytes().replace(b"999990019", b"999990018"))

    ended = retour("run", cwd=empty)

    assert ended.code == 1
    assert "CS002 fired at /Bericht/Clienten/Client/Bsn" in ended.out


def test_message_and_settings(retour_here: Retour, empty: Path) -> None:
    retour_here("init")

    message = (empty / "fixtures" / "wmo307" / "stop.xml").read_bytes()
    assert message.count(b"\n") == message.count(b"\r\n") > 40
    assert (empty / ".gitattributes").read_text(encoding="utf-8").splitlines()[-1] == "*.xml -text"
    workflow = yaml.safe_load((empty / ".github" / "workflows" / "retour.yml").read_bytes())
    commands = [step.get("run", "") for step in workflow["jobs"]["cases"]["steps"]]
    assert "pip install retour-harness" in commands
    assert any(command.startswith("retour run") for command in commands)
    assert [case.rules for case in load_cases("fixtures/wmo307/stop.cases.yaml")] == ["iwmo/2.1"] * 2


def test_the_readme_names_what_is_there(retour_here: Retour, empty: Path) -> None:
    retour_here("init")

    readme = (empty / "README.md").read_text(encoding="utf-8")
    assert [name for name in FILES if name != "README.md" and f"`{name}`" not in readme] == []


def test_nothing_is_overwritten(retour_here: Retour, empty: Path) -> None:
    (empty / "README.md").write_text("mine\n", encoding="utf-8")
    (empty / "retour.toml").write_text("", encoding="utf-8")

    ended = retour_here("init")

    assert ended == Ended(
        2,
        "",
        "retour: nothing was written: . already has README.md, retour.toml;"
        " choose another folder, or move what is there\n",
    )
    assert list(files_below(empty)) == ["README.md", "retour.toml"]
    assert (empty / "README.md").read_text(encoding="utf-8") == "mine\n"


def test_twice(retour_here: Retour, empty: Path) -> None:
    assert retour_here("init", "new").code == 0

    ended = retour_here("init", "new")

    assert ended.code == 2
    assert all(name in ended.err for name in FILES)


@posix_only
def test_a_link_that_leads_nowhere_is_not_written_through(retour_here: Retour, empty: Path) -> None:
    (empty / "retour.toml").symlink_to("elsewhere.toml")

    assert retour_here("init").code == 2
    assert not (empty / "elsewhere.toml").exists()


def test_other_files_stay(retour_here: Retour, empty: Path) -> None:
    (empty / "LICENSE").write_text("mine\n", encoding="utf-8")

    assert retour_here("init").code == 0
    assert (empty / "LICENSE").read_text(encoding="utf-8") == "mine\n"


def test_a_file_where_a_folder_is_meant(retour_here: Retour, empty: Path) -> None:
    (empty / "stop.xml").write_text("<a/>", encoding="utf-8")

    ended = retour_here("init", "stop.xml")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("retour: stop.xml/README.md: can't be written: ")
