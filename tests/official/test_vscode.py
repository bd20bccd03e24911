"""Cases in the Test Explorer of VS Code, by its own adapter: python_files/vscode_pytest of a checkout of vscode-python.

It isn't on PyPI: RETOUR_OFFICIAL_SETS names a folder in which the checkout lies.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import Ended, run_python
from samples import write_cases

CASES = """\
cases:
  - {id: fine, message: accepted.xml, expect: valid}
  - id: wrong
    message: cs002.xml
    expect: valid
  - {id: later, skip: not yet, message: accepted.xml, expect: valid}
"""


@pytest.fixture
def adapter() -> Path:
    """The folder of the adapter."""
    named = os.environ.get("RETOUR_OFFICIAL_SETS")
    folder = Path(named or ".") / "vscode-python" / "python_files"
    if named is None or not (folder / "vscode_pytest").is_dir():
        pytest.skip("no checkout of vscode-python below RETOUR_OFFICIAL_SETS")
    return folder


@pytest.fixture
def explorer(project: Path, adapter: Path) -> Explorer:
    write_cases(project / "fixtures" / "a.cases.yaml", CASES.replace("message: ", "message: ../"))
    return Explorer(project, adapter)


class Explorer:
    """The Test Explorer, which starts pytest and listens to what the adapter says."""

    def __init__(self, project: Path, adapter: Path) -> None:
        self.project = project
        self._adapter = adapter

    def start(self, *arguments: str) -> list[dict[str, Any]]:
        """Run pytest; the messages of the adapter."""
        pipe = self.project / "pipe"
        pipe.touch()
        env = {"PYTHONPATH": str(self._adapter), "TEST_RUN_PIPE": str(pipe)}
        self.ended: Ended = run_python(
            "-m",
            "pytest",
            "-p",
            "vscode_pytest",
            f"--rootdir={self.project}",
            *arguments,
            cwd=self.project,
            env=env,
        )
        bodies = re.split(
            rb"content-length: \d+\r\ncontent-type: application/json\r\n\r\n", pipe.read_bytes()
        )
        return [json.loads(body)["params"] for body in bodies[1:]]

    def results(self, *arguments: str) -> dict[str, dict[str, Any]]:
        """What became of each case, by its id in the explorer."""
        found: dict[str, dict[str, Any]] = {}
        for message in self.start(*arguments):
            found |= message.get("result") or {}
        return found


def leaves(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if node["type_"] == "test":
        yield node
    for child in node.get("children", ()):
        yield from leaves(child)


def test_cases_stand_in_the_tree(explorer: Explorer) -> None:
    (message,) = [each for each in explorer.start("--collect-only") if each.get("tests")]

    assert message["status"] == "success", message
    file = explorer.project / "fixtures" / "a.cases.yaml"
    assert [
        (each["name"], explorer.project / each["path"], each["lineno"]) for each in leaves(message["tests"])
    ] == [
        ("fine", file, "2"),
        ("wrong", file, "3"),
        ("later", file, "6"),
    ]


def test_what_became_of_them(explorer: Explorer) -> None:
    results = explorer.results()

    file = explorer.project / "fixtures" / "a.cases.yaml"
    assert {name: each["outcome"] for name, each in results.items()} == {
        f"{file}::fine": "success",
        f"{file}::wrong": "failure",
        f"{file}::later": "skipped",
    }
    told = str(results[f"{file}::wrong"])
    assert "CS002 fired at /Bericht/Clienten/Client/Bsn, which the case doesn't name" in told


def test_a_single_case(explorer: Explorer) -> None:
    file = explorer.project / "fixtures" / "a.cases.yaml"

    assert list(explorer.results(f"{file}::fine")) == [f"{file}::fine"]
