"""What is written for machines is the same in every run, byte by byte, whatever the number of workers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest
from processes import Ended
from samples import TR018_TWICE, write_cases

pytestmark = pytest.mark.long

Retour = Callable[..., Ended]

RUNS = tuple(islice(cycle((0, 1, 2, 8)), 10))

CASES = """\
rules: ./rules/demo
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: early, message: tr018.xml, expect: {fires: [{code: TR018, at: //Einddatum}]}}
  - {id: fails, message: both.xml, expect: {fires: [CS002]}}
  - {id: edit, message: accepted.xml, edit: [{remove: //Nothing}], expect: valid}
  - {id: silent, message: accepted.xml, expect: {not: [TR018, {code: CS002, evaluated: true}]}}
"""


@pytest.fixture
def messages(project: Path) -> list[str]:
    """A folder of messages: accepted, rejected, damaged, and such that the rule set fails on."""
    folder = project / "messages"
    folder.mkdir()
    texts = [
        (project / name).read_text(encoding="utf-8") for name in ("accepted.xml", "both.xml", "technical.xml")
    ]
    for number, text in enumerate([*texts, TR018_TWICE, "<broken", ""] * 4):
        (folder / f"{number}.xml").write_text(text, encoding="utf-8")
    return ["messages", "--rules", "rules/demo"]


def test_check(retour_here: Retour, messages: list[str]) -> None:
    def checked(output: str, workers: int) -> str:
        options = ("--format", output, "--engine-workers", str(workers), "--no-cache")
        return retour_here("check", *messages, *options).out

    written = [checked("json", workers) for workers in RUNS]

    assert written == [written[0]] * 10
    assert "TR018" in written[0]
    assert checked("sarif", 0) == checked("sarif", 8)


def test_run(retour_here: Retour, project: Path) -> None:
    def run(*options: str) -> bytes:
        retour_here("run", "-q", "--no-cache", "--retour-json", "run.json", *options)
        return (project / "run.json").read_bytes()

    for file in ("a", "b", "c"):
        write_cases(project / f"{file}.cases.yaml", CASES)
    written = [run("--engine-workers", str(workers)) for workers in RUNS]

    assert written == [written[0]] * 10
    assert written[0].count(b'"status": "not as expected"') == 3
