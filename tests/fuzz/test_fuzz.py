"""A short run of each fuzz target; `make fuzz` is the long one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fuzz.targets import PROJECT, TARGETS

pytestmark = pytest.mark.long

EXAMPLES = 500


@pytest.mark.parametrize("target", TARGETS)
def test_no_file_is_too_much_for_a_reader(target: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", target, "--examples", str(EXAMPLES)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-4000:]
    assert done.stdout.startswith(f"{target}: {EXAMPLES} files, slowest ")
