"""Whatever is killed while a replay goes on, each message ends in one row, and the rows are those of a run that nothing happened to.

`RETOUR_KILLS=20` kills as many workers; without it fewer are.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from clusters import Machines, machines
from conftest import complaints, rows_of, run_replay, write_corpus
from processes import RETOUR, engine_children, is_alive, posix_only, wait_until
from samples import RULES, write_project, write_set

pytestmark = [posix_only, pytest.mark.long]

KILLS = int(os.environ.get("RETOUR_KILLS", "3"))
MESSAGES = 60 * KILLS

SLOW = RULES.replace(
    '<xsl:param name="forbidden"',
    """<xsl:template name="dawdle">
      <xsl:param name="n" select="20000"/>
      <xsl:if test="$n > 0"><xsl:call-template name="dawdle"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:if>
    </xsl:template>
    <xsl:param name="forbidden\"""",
).replace("<vr:Fouten>", '<vr:Fouten><xsl:call-template name="dawdle"/>')
"""As the small rule set; takes its time."""

LIMIT = 240 + 20 * KILLS
"""Seconds of a run to which something happens, on a machine that is busy."""


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a corpus, replayed into `whole` without anything happening."""
    project = write_project(tmp_path_factory.mktemp("slow") / "project")
    write_set(project / "rules" / "demo", SLOW)
    write_corpus(project / "corpus", MESSAGES)
    ended = run_replay(project, "corpus", "--output", "whole", "--batch", "10", "--workers", "2", limit=LIMIT)
    assert (ended.code, complaints(ended.err)) == (0, []), ended
    return project


def files_of(folder: Path) -> dict[str, bytes]:
    """The files with the rows, but for how long each took."""
    home = folder / "outcomes"
    return {
        file.relative_to(home).as_posix(): file.read_bytes() for file in home.rglob("*") if file.is_file()
    }


def start(project: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin a replay that something will happen to, in a process group of its own."""
    command = [sys.executable, *RETOUR, "replay", "corpus", "--batch", "10", *arguments]
    return subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def has_batches(folder: Path, number: int) -> bool:
    return len(list((folder / "journal").glob("batch-*.jsonl"))) >= number


def test_killed_workers_and_a_scheduler_that_restarts_lose_and_double_nothing(
    slow: Path, tmp_path: Path
) -> None:
    """Workers elsewhere, in folders of their own, write the same files as those that a replay starts itself."""
    with machines(tmp_path) as elsewhere:
        running = start(slow, "--output", "killed", "--scheduler", elsewhere.address)
        try:
            kill_all_along(elsewhere, running, slow / "killed")
            _, err = running.communicate(timeout=LIMIT)
        finally:
            running.kill()

    assert running.returncode == 0, err
    assert b"the scheduler is gone: waiting for it" in err
    assert [row["number"] for row in rows_of(slow / "killed")] == list(range(1, MESSAGES + 1))
    assert files_of(slow / "killed") == files_of(slow / "whole")


def kill_all_along(elsewhere: Machines, running: subprocess.Popen[bytes], folder: Path) -> None:
    """Kill workers while there is something to do, and the scheduler in the middle of that."""
    for number in range(KILLS):
        assert wait_until(lambda at=number: has_batches(folder, at), 120)  # type: ignore[misc]
        with stopped(running):
            elsewhere.kill_worker(number % 2)
            if number == KILLS // 2:
                elsewhere.restart_scheduler()


@contextmanager
def stopped(running: subprocess.Popen[bytes]) -> Iterator[None]:
    """Have a process do nothing for as long as the context lasts, so that it can't come to its end meanwhile."""
    running.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        running.send_signal(signal.SIGCONT)


def test_run_that_is_killed_goes_on_where_it_was(slow: Path) -> None:
    running = start(slow, "--output", "resumed", "--workers", "2")
    assert wait_until(lambda: has_batches(slow / "resumed", 3), 120)
    judging = engine_children(running.pid, "retour.replay.judging")
    running.kill()
    running.communicate(timeout=60)
    assert wait_until(lambda: not any(map(is_alive, judging)), 60)
    done = sorted((slow / "resumed" / "journal").glob("batch-*.jsonl"))
    before = {file: file.stat().st_mtime_ns for file in done}

    refused = run_replay(slow, "corpus", "--output", "resumed", "--batch", "10")
    other = run_replay(slow, "corpus", "--output", "resumed", "--batch", "11", "--resume")
    resumed = run_replay(slow, "corpus", "--output", "resumed", "--batch", "10", "--resume", limit=LIMIT)
    again = run_replay(slow, "corpus", "--output", "resumed", "--batch", "10", "--resume")

    assert len(before) >= 3
    assert (refused.code, "there is a replay in this folder: --resume goes on with it" in refused.err) == (
        2,
        True,
    )
    assert (other.code, "--batch differs from what this replay began with, 10" in other.err) == (2, True)
    assert (resumed.code, complaints(resumed.err)) == (0, []), resumed
    assert (again.code, again.out) == (0, resumed.out)
    assert files_of(slow / "resumed") == files_of(slow / "whole")


def test_corpus_that_changed_meanwhile_is_noticed(slow: Path) -> None:
    running = start(slow, "--output", "changed", "--workers", "2")
    assert wait_until((slow / "changed" / "journal" / "batch-00000000.jsonl").exists, 120)
    os.killpg(running.pid, signal.SIGINT)  # as Ctrl-C on a terminal does
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"the same command with --resume goes on" in err
    assert b"Traceback" not in err

    first = slow / "corpus" / "0" / "00000.xml"
    text = first.read_bytes()
    first.write_bytes(text + b" ")
    try:
        ended = run_replay(slow, "corpus", "--output", "changed", "--batch", "10", "--resume")
    finally:
        first.write_bytes(text)

    assert ended.code == 2
    assert "the corpus isn't what it was when this replay began: messages 1 to 10 are others" in ended.err
