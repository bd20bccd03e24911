"""Runs one of the things that are compared, in a process of its own, and tells what it took."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

RULES = ROOT / "rules" / "iwmo" / "2_1"

_OPTIONS = ("-q", "--no-header", "-p", "no:cacheprovider")
_PLUGIN = ("-p", "retour", "--retour-no-cache")


@dataclass(frozen=True)
class Run:
    """What a run took: seconds on the wall, and the largest resident set of its main process in MB."""

    seconds: float
    megabytes: float


def measure(what: str, folder: Path) -> Run:
    """Run `bare`, `plain`, `retour` or `pytest` on a suite, or the cases of a folder with or without coverage.

    Outcomes of earlier runs are used and kept by `cached` alone.

    Raises:
        RuntimeError: it failed, so its figures mean nothing.
    """
    seconds, told = told_by("benchmarks.measured", what, str(folder))
    return Run(seconds, told["megabytes"])


def told_by(module: str, *arguments: str) -> tuple[float, dict[str, Any]]:
    """Run a module in a process of its own: the seconds that it takes, and what the last line that it prints tells, in JSON.

    Raises:
        RuntimeError: it failed, so its figures mean nothing.
    """
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        said = f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{said}")
    return seconds, json.loads(done.stdout.splitlines()[-1])


def environment() -> dict[str, str]:
    """That of this process, without the plugins of pytest that are there for the tests of the harness: they take part in each case."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _run(what: str, folder: str) -> int:
    match what:
        case "compile" | "bare" | "bare libxslt":
            return _bare(what, Path(folder))
        case "retour":
            return _by_command("run", *_OPTIONS, "--no-cache", "--rootdir", folder, folder)
        case "plain":
            return _pytest(folder, f"{folder}/test_plain.py")
        case "pytest":
            return _pytest(folder, *_PLUGIN, *map(str, sorted(Path(folder).glob("*.cases.yaml"))))
        case "pytest folder":
            return _pytest(folder, *_PLUGIN, folder)
        case "coverage rules" | "coverage branches":
            return _pytest(folder, *_PLUGIN, "--retour-coverage", what.split()[1], folder)
        case "cached":
            return _pytest(folder, "-p", "retour", folder)
    raise ValueError(what)


def _bare(what: str, folder: Path) -> int:
    from benchmarks import bare
    from benchmarks.suites import listed

    match what:
        case "compile":
            bare.compiled(next(listed(folder))[1])
        case "bare":
            bare.main(folder)
        case _:
            bare.main(folder, bare.codes_by_libxslt)
    return 0


def _pytest(folder: str, *options: str) -> int:
    import pytest

    return int(pytest.main([*_OPTIONS, "--rootdir", folder, *options]))


def _by_command(*arguments: str) -> int:
    """As who types it, from the first import on."""
    from retour.cli import main

    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def most_megabytes() -> float:
    """The most memory that this process has held; the rusage of a process begins with that of the one it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="utf-8"), re.MULTILINE)
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    code = _run(sys.argv[1], sys.argv[2])
    print(json.dumps({"megabytes": most_megabytes()}))
    sys.exit(code)
