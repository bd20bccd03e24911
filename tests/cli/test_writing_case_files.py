"""Case files that can't be written, or not to their end: they are what they were, and the reason is a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from processes import Ended, posix_only
from samples import write_cases

CASES = "".join(
    f"  - {{id: early-{number}, message: tr018.xml, about: {'x' * 100}, expect: valid}}\n"
    for number in range(60)
)

FULL = """\
import resource, sys
sys.dont_write_bytecode = True  # Python keeps half a compiled file for a whole one
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
from retour.cli import main
main()
"""
"""`retour` where no file can become larger than 4,000 bytes: what a full disk looks like."""

KILLED = """\
import os, signal, sys
os.fsync = lambda file: os.kill(os.getpid(), signal.SIGKILL)
from retour.cli import main
main()
"""
"""`retour` that is killed when its first file is written and hasn't taken its place yet."""


def run(program: str, *arguments: str) -> Ended:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def visible(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))


@pytest.fixture
def file(project: Path) -> Path:
    return write_cases(project / "a.cases.yaml", "message: accepted.xml\ncases:\n" + CASES)


@posix_only
def test_accept_on_a_full_disk(project: Path, file: Path) -> None:
    before, beside = file.read_bytes(), sorted(project.iterdir())

    ended = run(FULL, "accept", "--all", "a.cases.yaml")

    assert ended.code == 2
    assert ended.err.startswith("retour: a.cases.yaml: can't be written: ")
    assert file.read_bytes() == before
    assert sorted(project.iterdir()) == beside


@posix_only
def test_new_on_a_full_disk(project: Path, file: Path) -> None:
    before = visible(project)

    ended = run(FULL.replace("4000", "20"), "new", "tr018.xml")

    assert ended.code == 2
    assert ended.err.startswith("retour: tr018.cases.yaml: can't be written: ")
    assert visible(project) == before


@posix_only
@pytest.mark.parametrize("arguments", [("accept", "--all"), ("new", "tr018.xml", "--to", "a.cases.yaml")])
def test_killed_while_it_writes(file: Path, arguments: tuple[str, ...]) -> None:
    before = file.read_bytes()

    ended = run(KILLED, *arguments)

    assert ended.code == -9
    assert file.read_bytes() == before


@posix_only
def test_killed_while_it_makes_a_file(project: Path) -> None:
    before = visible(project)

    assert run(KILLED, "new", "tr018.xml").code == -9
    assert visible(project) == before


@posix_only
def test_link_out_of_the_project(project: Path, file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.cases.yaml"
    file.rename(outside)
    file.symlink_to(outside)
    before = outside.read_bytes()

    ended = run("from retour.cli import main; main()", "accept", "--all", "a.cases.yaml")

    assert ended.code == 2
    assert "a.cases.yaml: can't be written: a symbolic link leads out of the project" in ended.err
    assert outside.read_bytes() == before
