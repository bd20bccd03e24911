"""Runs that are disturbed at random moments, and what is left of them. `python tests/engines/storms.py` raises the whole storm.

A storm finds nothing that a calm run doesn't: the document is the same, byte for byte, and no process and no file is left.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS)] * (str(TESTS) not in sys.path)  # as pytest does

from processes import RETOUR, engine_children, is_alive, wait_until  # noqa: E402
from samples import RULES, write_cases, write_project, write_set  # noqa: E402

_WORK = '<xsl:for-each select="1 to 6000"><xsl:if test="string(.) = \'x\'"><x/></xsl:if></xsl:for-each>'
"""So that a case takes some milliseconds, as those of real sets do."""

_FILES = 8


@dataclass(frozen=True)
class Project:
    """A folder with cases, and one that takes the place of the temporary folder.

    Attributes:
        cases: how many there are.
    """

    folder: Path
    temporary: Path
    cases: int

    @classmethod
    def of(cls, folder: Path, cases: int) -> Project:
        """A project with so many cases in eight files, all as expected."""
        project = write_project(folder / "project")
        slow = RULES.replace('version="1.0"', 'version="2.0"', 1).replace(
            "<vr:Rapport><vr:Fouten>", f"<vr:Rapport><vr:Fouten>{_WORK}"
        )
        write_set(project / "rules" / "demo", slow)
        for number in range(_FILES):
            lines = [
                f"- {{id: c{case}, message: accepted.xml, expect: valid}}"
                if case % 2
                else f"- {{id: c{case}, message: tr018.xml, expect: {{fires: [TR018]}}}}"
                for case in range(cases // _FILES)
            ]
            write_cases(project / f"{number}.cases.yaml", "cases:\n" + "\n".join(lines) + "\n")
        temporary = folder / "temporary"
        temporary.mkdir()
        return cls(project, temporary, cases)

    def start(self, document: str, *, workers: int = 2) -> subprocess.Popen[bytes]:
        """A run, in a group of its own."""
        return self.command(
            "run", "-q", "--no-cache", "--retour-json", document, "--engine-workers", str(workers)
        )

    def command(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A command of the harness, in a group of its own; what it says goes to `said.txt`."""
        with (self.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, *RETOUR, *arguments],
                cwd=self.folder,
                env={**os.environ, "TMPDIR": str(self.temporary)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                preexec_fn=_hear_interrupts,
            )

    def said(self) -> str:
        """What the commands said last, for a failure."""
        return (self.folder / "said.txt").read_text(encoding="utf-8", errors="replace")[-2000:]

    def read(self, document: str) -> bytes:
        """What a run wrote."""
        return (self.folder / document).read_bytes()

    @cached_property
    def calm(self) -> tuple[bytes, float]:
        """The document of a run that nobody disturbs, and the seconds that it took."""
        begin = time.monotonic()
        return self.run(), time.monotonic() - begin

    def run(self, workers: int = 2) -> bytes:
        """The document of a run that nobody disturbs."""
        assert self.start("calm.json", workers=workers).wait(600) == 0, self.said()
        return self.read("calm.json")

    def assert_nothing_left(self, children: list[int]) -> None:
        """No process two seconds later, and no file."""
        assert wait_until(lambda: not any(map(is_alive, children)), 2), "a process is left"
        assert list(self.temporary.iterdir()) == []
        assert [file.name for file in self.folder.iterdir() if file.name.endswith(".tmp")] == []


def kill_children(project: Project, kills: int, chance: random.Random, apart: float = 0.6) -> int:
    """A run of which so many children are killed, as many seconds apart at most; how many were, before it was done."""
    calm, _ = project.calm
    run = project.start("storm.json")
    killed = _kill_some(run, kills, chance, apart)
    assert run.wait(600) == 0, project.said()
    assert project.read("storm.json") == calm
    project.assert_nothing_left([])
    return killed


def kill_parents(project: Project, endings: Sequence[signal.Signals], chance: random.Random) -> None:
    """Runs that are killed at random moments, and one after them that finds all as it was."""
    calm, took = project.calm
    for ending in endings:
        run = project.start("killed.json")
        time.sleep(chance.uniform(0, took))
        children = engine_children(run.pid)
        run.send_signal(ending)
        run.wait(5)
        project.assert_nothing_left(children)
        if (project.folder / "killed.json").exists():
            assert project.read("killed.json") == calm
    assert project.run() == calm


def interrupt(project: Project, times: int, chance: random.Random) -> list[float]:
    """Runs that are interrupted at random moments, as a terminal does it; the seconds that each took to end."""
    calm, took = project.calm
    seconds = []
    for _ in range(times):
        run = project.start("interrupted.json")
        time.sleep(chance.uniform(0, took))
        children = engine_children(run.pid)
        begin = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)
        code = run.wait(30)
        seconds.append(time.monotonic() - begin)
        assert seconds[-1] < 5, f"{seconds[-1]:.1f} s"
        assert code != 1, "a case failed"
        project.assert_nothing_left(children)
        if (project.folder / "interrupted.json").exists():
            assert len(json.loads(project.read("interrupted.json"))["results"]) <= project.cases
    assert project.run() == calm
    return seconds


def run_two(project: Project, times: int) -> None:
    """Two runs at once in one folder, into one document and into two."""
    calm, _ = project.calm
    for _ in range(times):
        for one, other in (("one.json", "other.json"), ("same.json", "same.json")):
            runs = [project.start(one), project.start(other)]
            assert [run.wait(600) for run in runs] == [0, 0], project.said()
            assert project.read(one) == project.read(other) == calm
    project.assert_nothing_left([])


def repeat(project: Project, times: int) -> None:
    """Runs with 0, 1, 2 and 8 workers."""
    calm, _ = project.calm
    for _ in range(times):
        for workers in (0, 1, 2, 8):
            assert project.run(workers) == calm, f"{workers} workers"
    project.assert_nothing_left([])


def mutate(project: Project, times: int, chance: random.Random) -> int:
    """Mutants whose children are killed at random moments: the score is the true one, or there is none; how often none."""
    assert _mutants(project, "calm.json").wait(600) == 0, project.said()
    calm = _score(project.read("calm.json"))
    without = 0
    for _ in range(times):
        run = _mutants(project, "storm.json")
        _kill_some(run, 3, chance, 0.6)
        code = run.wait(600)
        without += code == 3
        assert code in (0, 3), project.said()
        assert code == 3 or _score(project.read("storm.json")) == calm
        assert _mutants(project, "again.json").wait(600) == 0, project.said()  # with what was kept
        assert _score(project.read("again.json")) == calm
        shutil.rmtree(project.folder / ".retour-cache")
    project.assert_nothing_left([])
    return without


def _score(document: bytes) -> list[object]:
    found = json.loads(document)
    return [found["score"], *((one["id"], one["status"]) for one in found["results"])]


def _mutants(project: Project, document: str) -> subprocess.Popen[bytes]:
    cache = ["--no-cache"] if document == "calm.json" else []
    return project.command(
        "mutate", "0.cases.yaml", "--format", "json", "--output", document, "--engine-workers", "2", *cache
    )


def _kill_some(run: subprocess.Popen[bytes], kills: int, chance: random.Random, apart: float) -> int:
    """Kill children, the first as soon as there is one; how many were, before the run was done."""
    killed = 0
    while killed < kills and run.poll() is None:
        if not (children := engine_children(run.pid)):
            continue
        with suppress(ProcessLookupError):
            os.kill(chance.choice(children), signal.SIGKILL)
            killed += 1
        time.sleep(chance.uniform(0, apart))
    return killed


def _hear_interrupts() -> None:
    """A background job of a shell, such as a CI run may be, is started deaf to Ctrl-C, and so is what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _whole(folder: Path, chance: random.Random) -> Iterator[str]:
    project = Project.of(folder, 2_000)
    yield f"{kill_children(project, 20, chance, 2)} children killed in a run of {project.cases} cases: nothing lost"
    kill_parents(project, [signal.SIGKILL, signal.SIGTERM] * 5, chance)
    yield "5 runs killed by SIGKILL and 5 by SIGTERM: nothing left, nothing half written"
    seconds = interrupt(project, 20, chance)
    yield f"20 runs interrupted: each ended within {max(seconds):.1f} s, nothing left"
    run_two(project, 3)
    yield "two runs at once in one folder, 6 times: the same document"
    repeat(project, 10)
    yield "ten runs each with 0, 1, 2 and 8 workers: the same document"
    without = mutate(project, 10, chance)
    yield f"10 runs of mutants with 3 children killed in each: the same result, {without} times exit code 3 instead"


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as place:
        for line in _whole(Path(place), random.Random(seed)):
            print(line, flush=True)
