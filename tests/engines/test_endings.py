"""Nothing is left, however a run ends: no process two seconds later, no file in the temporary folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from processes import RETOUR, engine_children, is_alive, posix_only, wait_until
from samples import ENDLESS, write_cases, write_set

pytestmark = posix_only

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(project: Path, tmp_path: Path) -> Iterator[Start]:
    """Starts a run of one endless case, in a group of its own, with a temporary folder that nothing else uses."""
    write_set(project / "rules" / "demo", ENDLESS)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    started: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str, time_limit: str = "60s") -> subprocess.Popen[bytes]:
        case = f"message: accepted.xml\ncases: [{{id: a, time_limit: {time_limit}, expect: valid}}]\n"
        write_cases(project / "a.cases.yaml", case)
        process = subprocess.Popen(
            [sys.executable, *(arguments or (*RETOUR, "run", "--engine-workers", "2"))],
            cwd=project,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def children_at_work(run: subprocess.Popen[bytes]) -> list[int]:
    """The processes of the engine, once one of them is busy with the endless rule."""
    assert wait_until(lambda: len(engine_children(run.pid)) >= 1)
    children = engine_children(run.pid)
    assert wait_until(lambda: max(map(seconds_of, children)) >= 1)
    return children


def seconds_of(process: int) -> float:
    """How much of a processor a process has used."""
    listed = subprocess.run(
        ["ps", "-o", "cputimes=", "-p", str(process)], capture_output=True, encoding="utf-8", check=False
    )
    return float(listed.stdout.strip() or 0)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("arguments", [(*RETOUR, "run"), ("-m", "pytest")], ids=["retour", "pytest"])
def test_children_die_with_their_parent(
    start: Start, tmp_path: Path, arguments: tuple[str, ...], ending: signal.Signals
) -> None:
    run = start(*arguments)
    children = children_at_work(run)

    run.send_signal(ending)
    run.wait(5)

    assert wait_until(lambda: not any(map(is_alive, children)), 2)
    assert list((tmp_path / "temporary").rglob("*")) == []


def test_a_child_holds_its_time_limit_without_its_parent(start: Start) -> None:
    run = start(time_limit="3s")
    children = children_at_work(run)

    run.send_signal(signal.SIGSTOP)  # it sees nothing any more

    assert wait_until(lambda: not all(map(is_alive, children)), 10)


@pytest.mark.parametrize("after", [0.0, 0.15, 0.3, 0.6])
def test_an_interrupt_ends_a_run_whatever_children_are_at(start: Start, tmp_path: Path, after: float) -> None:
    run = start()
    assert wait_until(lambda: len(engine_children(run.pid)) >= 1)
    time.sleep(after)
    children = engine_children(run.pid)

    begin = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    run.wait(20)

    assert time.monotonic() - begin < 5
    assert wait_until(lambda: not any(map(is_alive, children)), 2)
    assert list((tmp_path / "temporary").rglob("*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this limit")
def test_the_memory_of_the_parent_is_not_that_of_a_child() -> None:
    """A child of a large process isn't short of memory from the start."""
    child = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (900 << 20, 900 << 20)); "
        "from retour.engines.ending import is_short_of_memory; print(is_short_of_memory())"
    )
    parent = (
        "import subprocess, sys; held = bytearray(b'x') * (600 << 20); "
        f"print(subprocess.run([sys.executable, '-c', {child!r}], capture_output=True, text=True).stdout)"
    )

    ended = subprocess.run([sys.executable, "-c", parent], capture_output=True, text=True, check=True)

    assert ended.stdout.split() == ["False"]
