"""Cases that are divided among machines by pytest-split, and put together again by `retour report`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import write_cases

pytestmark = pytest.mark.long

Retour = Callable[..., Ended]

SPLITTING = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p pytest_split.plugin"}
FOUR = """\
cases:
  - {id: first, message: accepted.xml, expect: valid}
  - {id: second, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: third, message: cs002.xml, expect: valid}
  - {id: fourth, message: both.xml, expect: {fires: [CS002, TR018]}}
"""


@pytest.fixture
def parts(retour: Retour, project: Path) -> list[Ended]:
    """Three runs, each of a third of five cases."""
    write_cases(project / "a.cases.yaml", FOUR)
    write_cases(
        project / "b" / "b.cases.yaml",
        FOUR.replace("message: ", "message: ../").partition("  - {id: second")[0],
    )
    return [
        retour(
            "run",
            "--no-cache",
            "--splits",
            "3",
            "--group",
            str(group),
            "--retour-json",
            f"part-{group}.json",
            env=SPLITTING,
        )
        for group in (1, 2, 3)
    ]


def results(file: Path) -> list[dict[str, object]]:
    return list(json.loads(file.read_text(encoding="utf-8"))["results"])


def test_each_case_is_run_once(parts: list[Ended], project: Path) -> None:
    assert sorted(part.code for part in parts) == [0, 0, 1]
    numbers = [len(results(project / f"part-{group}.json")) for group in (1, 2, 3)]
    assert sorted(numbers) == [1, 2, 2]


def test_put_together_they_are_the_whole(parts: list[Ended], project: Path, retour: Retour) -> None:
    retour("run", "--no-cache", "--retour-json", "whole.json")

    ended = retour("report", "part-1.json", "part-2.json", "part-3.json", "--to", "json:together.json")

    assert ended.code == 0, ended.err
    assert (project / "together.json").read_bytes() == (project / "whole.json").read_bytes()
