"""A temporary folder goes with its run, however that ends, and only with that."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import posix_only

pytestmark = posix_only

HOLD = """
import time
from retour.text.scratch import new_scratch
folder = new_scratch()
(folder / "more").mkdir()
(folder / "more" / "file").write_text("x")
print(folder, flush=True)
time.sleep(60)
"""
Hold = Callable[[], tuple[subprocess.Popen[str], Path]]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def hold(temporary: Path) -> Iterator[Hold]:
    """Starts a run that has a folder, and waits until it has."""
    runs: list[subprocess.Popen[str]] = []

    def start() -> tuple[subprocess.Popen[str], Path]:
        run = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        runs.append(run)
        assert run.stdout is not None
        return run, Path(run.stdout.readline().strip())

    yield start
    for run in runs:
        run.kill()
        run.communicate()


def make_old(folder: Path) -> None:
    """As if it had been made some minutes ago."""
    past = time.time() - 300
    os.utime(folder / ".retour-scratch", (past, past))


@pytest.mark.parametrize(
    ("ending", "code"), [(signal.SIGTERM, -signal.SIGTERM), (signal.SIGINT, -signal.SIGINT)]
)
def test_it_goes_with_its_run(hold: Hold, temporary: Path, ending: int, code: int) -> None:
    run, folder = hold()
    assert (folder / "more" / "file").exists()

    run.send_signal(ending)

    assert run.wait(10) == code
    assert list(temporary.iterdir()) == []


def test_after_a_kill_it_goes_with_the_next_run(hold: Hold, temporary: Path) -> None:
    run, left = hold()
    run.kill()
    run.wait()
    make_old(left)
    _, living = hold()
    make_old(living)
    (temporary / "retour-notes").mkdir()  # somebody's own

    _, mine = hold()

    assert sorted(temporary.iterdir()) == sorted([living, mine, temporary / "retour-notes"])


def test_a_new_one_is_left_alone(hold: Hold) -> None:
    run, new = hold()
    run.kill()
    run.wait()

    hold()

    assert new.exists()
