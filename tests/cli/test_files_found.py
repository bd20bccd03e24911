"""Every command passes over the same folders."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended

Retour = Callable[..., Ended]

CASES = "rules: demo/1.0\nmessage: {}accepted.xml\ncases:\n  - {{id: a, expect: {{valid: false}}}}\n"


@pytest.fixture
def others(project: Path) -> Path:
    """A project with case files, messages and rules in folders of others; the user's own are in `own`."""
    for name in ("own", "node_modules/pack", "env/lib", "out"):
        folder = project / name
        folder.mkdir(parents=True)
        (folder / "a.cases.yaml").write_text(CASES.format("../" * (name.count("/") + 1)), encoding="utf-8")
        (folder / "broken.xml").write_text("<no", encoding="utf-8")
    (project / "env/pyvenv.cfg").touch()
    (project / ".gitignore").write_text("out/\n", encoding="utf-8")
    return project


def test_accept(others: Path, retour_here: Retour) -> None:
    assert retour_here("accept", "--all").out.splitlines()[-2:] == ["wrote own/a.cases.yaml", "1 accepted"]


def test_coverage(others: Path, retour_here: Retour) -> None:
    assert retour_here("coverage").err == (
        "own/a.cases.yaml::a: not as expected: nothing fired, where the case expects an invalid message\n"
    )


def test_check(others: Path, retour_here: Retour) -> None:
    out = retour_here("check", ".").out
    assert [line for line in out.splitlines() if line.startswith(("own/", "node_modules/", "env/", "out/"))]
    assert "own/broken.xml" in out
    assert not [name for name in ("node_modules/", "env/", "out/") if name in out]


def test_lint(others: Path, retour_here: Retour) -> None:
    out = retour_here("lint").out
    assert "own/broken.xml" in out
    assert not [name for name in ("node_modules/", "env/", "out/") if name in out]


def test_what_is_named_is_taken(others: Path, retour_here: Retour) -> None:
    assert retour_here("check", "out/broken.xml", "--level", "file").code == 1
    assert "out/broken.xml" in retour_here("check", "out").out


def test_nothing_but_what_is_passed_over(others: Path, retour_here: Retour) -> None:
    (others / "only/build").mkdir(parents=True)
    (others / "only/build/a.xml").touch()

    assert retour_here("check", "only") == Ended(
        2,
        "",
        "retour: only: no .xml or .ei files in this folder; what git ignores, and folders such as build and"
        " .venv, are passed over unless they are named\n",
    )


def test_check_says_which_folders_cannot_be_read(
    others: Path, retour_here: Retour, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scandir(path: object = ".") -> object:
        if isinstance(path, Path) and path.name == "own":
            raise PermissionError(13, "Permission denied")
        return scan(path)  # type: ignore[call-overload]

    scan = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    ended = retour_here("check", ".", "--level", "file")

    assert ended.err == "retour: own: this folder can't be read: Permission denied\n"
    assert "accepted.xml" in ended.out
    assert ended.code == 2
    assert retour_here("coverage").err == "retour: own: this folder can't be read: Permission denied\n"
