"""A run that is told to stop stops: within seconds, with no process and no folder left, whatever it was doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from processes import engine_children, is_alive, posix_only, wait_until
from samples import ENDLESS, write_cases, write_set

pytestmark = posix_only

CASES = (
    "time_limit: 60s\nmessage: accepted.xml\ncases:\n  - {id: a, expect: valid}\n  - {id: b, expect: valid}\n"
)

MOMENTS = {"starting": 0.0, "compiling": 0.4, "running": 2.0}
"""Seconds after the first child process is there."""


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def run(project: Path, scratch: Path) -> subprocess.Popen[str]:
    """A run that would take a minute."""
    write_set(project / "rules" / "demo", ENDLESS)
    write_cases(project / "a.cases.yaml", CASES)
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def stop(run: subprocess.Popen[str], scratch: Path, number: int, moment: str, times: int = 1) -> int:
    """Send a signal, so many times, and see that nothing is left.

    Returns:
        The exit code.
    """
    try:
        assert wait_until(lambda: bool(engine_children(run.pid)))
        time.sleep(MOMENTS[moment])
        children = engine_children(run.pid)
        begin = time.monotonic()
        for _ in range(times):
            os.kill(run.pid, number)
            time.sleep(0.2)
        out, _ = run.communicate(timeout=20)
        took = time.monotonic() - begin
    finally:
        run.kill()
    assert "INTERNALERROR" not in out
    assert wait_until(lambda: not any(map(is_alive, children)), 2)
    assert list(scratch.iterdir()) == []
    assert took < 5
    return run.returncode


@pytest.mark.parametrize("moment", MOMENTS)
def test_sigterm(run: subprocess.Popen[str], scratch: Path, moment: str) -> None:
    assert stop(run, scratch, signal.SIGTERM, moment) == 128 + signal.SIGTERM


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_impatience(run: subprocess.Popen[str], scratch: Path, number: int) -> None:
    """Signals that come while the processes are being stopped."""
    assert stop(run, scratch, number, "running", times=3) != 0


def test_handler_of_somebody_else_stays(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")
    plugin.makeconftest(
        "import signal\n"
        "def mine(*arguments): pass\n"
        "signal.signal(signal.SIGTERM, mine)\n"
        "def pytest_runtest_call(): assert signal.getsignal(signal.SIGTERM) is mine\n"
        "def pytest_unconfigure(): print('still mine:', signal.getsignal(signal.SIGTERM) is mine)\n"
    )

    result = plugin.runpytest_subprocess("-s")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*still mine: True"])


def test_run_in_a_process_that_goes_on(plugin: pytest.Pytester) -> None:
    write_cases(plugin.path / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: valid}]\n")
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)

    plugin.runpytest().assert_outcomes(passed=1)

    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
