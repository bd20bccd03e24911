"""`retour run --watch`: what a change touches is run again, in the same processes, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from processes import RETOUR, Ended, engine_children, posix_only, wait_until
from samples import MESSAGE, RULES

pytestmark = posix_only

CASES = """\
include: [shared.yaml]
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
"""


class Watching:
    """A command that goes on, and what it has said since somebody last asked."""

    def __init__(self, folder: Path) -> None:
        self._file = folder.parent / "said.txt"
        self._seen = 0
        with self._file.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, *RETOUR, "run", "--watch", "--engine-workers", "1"],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )

    def said(self, text: str) -> str:
        """What it says, up to the end of the run in which it says a text."""

        def is_there() -> bool:
            new = self._file.read_text(encoding="utf-8")[self._seen :]
            return text in new and "Ctrl-C ends" in new[new.index(text) :]

        assert wait_until(is_there, 60), self._file.read_text(encoding="utf-8")
        whole = self._file.read_text(encoding="utf-8")
        new, self._seen = whole[self._seen :], len(whole)
        return new


@contextmanager
def begun(project: Path) -> Iterator[Watching]:
    """A watched run, for as long as the context lasts."""
    found = Watching(project)
    try:
        yield found
    finally:
        found.process.kill()
        found.process.wait()


@pytest.fixture
def watching(project: Path, cases: Callable[..., Path]) -> Iterator[Watching]:
    (project / "shared.yaml").write_text("tags: [some]\n", encoding="utf-8")
    cases(CASES)
    cases("cases: [{id: wrong, message: cs002.xml, expect: {fires: [CS002]}}]", "other.cases.yaml")
    with begun(project) as found:
        yield found


def test_changes(project: Path, watching: Watching) -> None:
    assert "3 passed" in watching.said("passed")
    (child,) = engine_children(watching.process.pid)

    (project / "accepted.xml").write_bytes(MESSAGE.replace("Zoë", "Zoé").encode())
    said = watching.said("accepted.xml changed")
    assert "1 passed, 1 left out" in said

    (project / "rules/demo/WMO307.xsl").write_text(
        RULES.replace("&lt; translate", "= translate"), encoding="utf-8"
    )
    said = watching.said("rules/demo/WMO307.xsl changed")
    assert "1 failed, 2 passed" in said
    assert "FAILED stop.cases.yaml::ends-early" in said

    (project / "rules/demo/WMO307.xsl").write_text(RULES.replace("</xsl:template>", "", 1), encoding="utf-8")
    assert "2 files that can't be used" in watching.said("rules/demo/WMO307.xsl changed")
    (project / "rules/demo/WMO307.xsl").write_text(RULES, encoding="utf-8")
    assert "3 passed" in watching.said("rules/demo/WMO307.xsl changed")

    (project / "shared.yaml").write_text("tags: [other]\n", encoding="utf-8")
    assert "2 passed" in watching.said("shared.yaml changed")

    assert engine_children(watching.process.pid) == [child]
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(20) == 0
    assert wait_until(lambda: not engine_children(os.getpid()))


def test_case_files(project: Path, watching: Watching) -> None:
    watching.said("passed")

    (project / "stop.cases.yaml").write_text(CASES + "  - {id: broken", encoding="utf-8")
    assert "1 file that can't be used" in watching.said("stop.cases.yaml changed")

    (project / "stop.cases.yaml").write_text(CASES, encoding="utf-8")
    assert "2 passed" in watching.said("stop.cases.yaml changed")

    (project / "new.cases.yaml").write_text(
        "cases: [{id: new, message: accepted.xml, expect: valid}]\n", encoding="utf-8"
    )
    assert "1 passed" in watching.said("new.cases.yaml changed")

    (project / "other.cases.yaml").unlink()
    (project / "cs002.xml").unlink()
    (project / "accepted.xml").write_bytes(MESSAGE.replace("Zoë", "Zoé").encode())
    assert "2 passed, 1 left out" in watching.said("accepted.xml")


@pytest.fixture
def begun_wrong(project: Path, cases: Callable[..., Path]) -> Iterator[Watching]:
    (project / "retour.toml").write_text('rule_sets = ["rules"]\n', encoding="utf-8")
    cases("cases: [{id: later, message: later.xml, expect: valid}]")
    with begun(project) as found:
        yield found


def test_what_mends_files_that_could_not_be_used_from_the_beginning(
    project: Path, begun_wrong: Watching
) -> None:
    assert "no rule set: add `rules:" in begun_wrong.said("1 file that can't be used")

    (project / "retour.toml").write_text('rules = "demo/1.0"\n', encoding="utf-8")
    assert "no message file later.xml" in begun_wrong.said("retour.toml changed")

    (project / "later.xml").write_bytes(MESSAGE.encode())
    assert "1 passed" in begun_wrong.said("later.xml changed")


def test_beside_what_needs_all_cases(project: Path, retour_here: Callable[..., Ended]) -> None:
    ended = retour_here("run", "--watch", "--retour-json", "results.json")

    assert ended == Ended(
        2,
        "",
        "retour: --retour-json doesn't go with --watch: its runs are of a part of the cases, in one process\n",
    )
