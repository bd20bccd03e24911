"""Lint in a small project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from retour.lint import lint
from small_project import PROJECT

Linted = Callable[..., list[str]]


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the small project, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, PROJECT)
    return tmp_path


@pytest.fixture
def linted(small_project: Path) -> Linted:
    """Writes files into the small project, lints it, and gives the findings as they are printed."""

    def run(
        files: Mapping[str, str] | None = None, *paths: str, rules: str | None = None, without: str = ""
    ) -> list[str]:
        write(small_project, files or {})
        if without:
            (small_project / without).unlink()
        return [str(finding) for finding in lint([Path(path) for path in paths or (".",)], rules)]

    return run


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
