"""What the tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from zlib import crc32

import pytest

# pytester forgets the modules that a run inside a test has loaded. Libraries in C can't be loaded twice: load them now.
import retour.cli
import retour.pytest_plugin.collection
from processes import RETOUR, Ended, run_python
from samples import write_cases, write_project

pytest_plugins = ["pytester"]

_PLUGINS_OF_RUNS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p retour -p xdist"}
"""Runs of pytest inside a test load no other plugin that happens to be installed."""

_SURROUNDINGS = ("CI", "GITHUB_", "GITLAB_", "RUNNER_", "COLUMNS", "NO_COLOR", "FORCE_COLOR")
"""How variables begin that tell where the tests run, and that change what commands do."""

LONG_PARTS = 6
"""With RETOUR_LONG=N, such as the day of the year, one in so many of the files that are marked `long` is run."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With RETOUR_LONG=N leave out most long tests; with RETOUR_TEST_ORDER=N run in another order, the same for the same N."""
    if day := os.environ.get("RETOUR_LONG"):
        left_out = [item for item in items if _is_for_another_day(item, int(day))]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not _is_for_another_day(item, int(day))]
    if number := os.environ.get("RETOUR_TEST_ORDER"):
        Random(number).shuffle(items)


def _is_for_another_day(item: pytest.Item, day: int) -> bool:
    is_long = item.get_closest_marker("long") is not None
    return is_long and (crc32(item.path.name.encode()) - day) % LONG_PARTS != 0


@pytest.fixture(autouse=True)
def no_foreign_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    """See `_PLUGINS_OF_RUNS`."""
    for name, value in _PLUGINS_OF_RUNS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True, scope="session")
def no_surroundings() -> Iterator[None]:
    """Tests end alike in a pipeline, in a narrow terminal and in one without colour."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(_SURROUNDINGS)]:
            patch.delenv(name)
        yield


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """As pytest's own, which takes PYTEST_ADDOPTS away."""
    monkeypatch.setenv("PYTEST_ADDOPTS", _PLUGINS_OF_RUNS["PYTEST_ADDOPTS"])
    return pytester


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, messages and a configuration, in which the test stands."""
    folder = write_project(tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def cases(project: Path) -> Callable[..., Path]:
    """Writes a case file into the project."""

    def write(text: str, name: str = "stop.cases.yaml") -> Path:
        return write_cases(project / name, text)

    return write


@pytest.fixture
def plugin(pytester: pytest.Pytester) -> pytest.Pytester:
    """A pytester that stands in a project with rules, messages and a configuration."""
    write_project(pytester.path)
    (pytester.path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return pytester


@pytest.fixture
def retour(project: Path) -> Callable[..., Ended]:
    """Runs the command `retour` in the project, as a process of its own."""

    def run(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path = project) -> Ended:
        return run_python(*RETOUR, *arguments, cwd=cwd, env=env)

    return run


@pytest.fixture
def python(tmp_path: Path) -> Callable[..., Ended]:
    """Runs this Python in a folder of its own."""

    def run(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path = tmp_path) -> Ended:
        return run_python(*arguments, cwd=cwd, env=env)

    return run
