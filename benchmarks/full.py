"""`make bench-full`: the public benchmark. The same messages through the harness and through what else judges them, in one run.

Every figure is of a whole process with all that it starts: seconds on the wall, seconds of processors, and the most memory. CPU seconds stand
beside the wall time, for a machine that is busy with something else blurs them least. Of each there are some rounds in which
all take their turn; told are the median, and the least and the most.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from retour.cores import cores

from benchmarks.full_page import page
from benchmarks.measured import ROOT
from benchmarks.official import TYPE, official_samples
from benchmarks.suites import Sample, write_suite
from benchmarks.synthetic import FEW_CLIENTS, synthetic_samples
from benchmarks.watched_process import Took, took
from benchmarks.xspec import MOST_SCENARIOS, xspec_command

PAGE = ROOT / "docs" / "benchmark.md"
GRAPH = ROOT / "docs" / "benchmark.svg"

_SIZES = (10, 100, 1000, 10_000)
_LARGEST = 100_000
_CLIENTS: Mapping[int, int] = {1: 400, 10: 200, 100: 40, 1000: 8, 8_000: 2}
"""Clients in a message → how many such messages."""
_OFFICIAL = (400, 1000)
"""Messages of a published set."""

_ROUNDS_UP_TO = 1000
"""Cases up to which there are several rounds."""

_XSPEC = "XSpec"
"""What takes so long that there is one round of it."""

_COMMAND = (sys.executable, "-c", "from retour.cli import main; main()")
_RETOUR = (*_COMMAND, "run", "-q")
_RETOUR_CHECK = (*_COMMAND, "check", "--level", "rules", "--no-cache")


@dataclass(frozen=True, slots=True)
class Row:
    """What one contender took for one suite.

    Attributes:
        wall, cpu: seconds of each round.
        megabytes: the most memory of all its processes together, of each round.
    """

    suite: str
    cases: int
    kilobytes: float
    contender: str
    wall: Sequence[float]
    cpu: Sequence[float]
    megabytes: Sequence[float]


def main() -> int:
    """Measure, write the page, the graph and the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", action="store_true", help="100,000 cases too: an hour or so")
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench-full.json", metavar="FILE")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="retour-bench-full-"))
    machine = _machine()
    rows: list[Row] = []
    try:
        for suite, samples in _suites(folder, options.largest):
            rounds = options.rounds if len(samples) <= _ROUNDS_UP_TO else 1
            for row in _measured(
                suite, folder / f"{suite}-{len(samples)}".replace(" ", "-"), samples, rounds
            ):
                rows.append(row)
                print(f"{row.suite}: {row.contender}: {statistics.median(row.wall):.2f} s", flush=True)
            _write({"machine": machine, "rows": [asdict(row) for row in rows]}, options.json)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _write(found: Mapping[str, Any], file: Path) -> None:
    """Write what is known so far."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    text, graph = page(found)
    PAGE.write_text(text, encoding="utf-8")
    GRAPH.write_text(graph, encoding="utf-8")


def _suites(folder: Path, largest: bool) -> Iterator[tuple[str, list[Sample]]]:
    for cases in (1, *_SIZES, *([_LARGEST] if largest else [])):
        yield f"{cases} cases", list(synthetic_samples(cases, FEW_CLIENTS))
    for clients, cases in _CLIENTS.items():
        yield f"{clients} clients", list(synthetic_samples(cases, (clients,)))
    for cases in _OFFICIAL:
        if samples := official_samples(cases, folder):
            yield f"official {TYPE}", samples


def _measured(suite: str, folder: Path, samples: Sequence[Sample], rounds: int) -> Iterator[Row]:
    write_suite(folder, samples)
    sets = sorted({str(ROOT / "rules"), *(each.rules for each in samples if Path(each.rules).is_absolute())})
    (folder / "retour.toml").write_text(f"rule_sets = {json.dumps(sets)}\n", encoding="utf-8")
    size = sum(file.stat().st_size for file in (folder / "messages").iterdir()) / len(samples) / 1000
    contenders = dict(_contenders(folder, len(samples)))
    figures: dict[str, list[Took]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, run in contenders.items():
            if number == 0 or name != _XSPEC:
                figures[name].append(run())
    for name, found in figures.items():
        yield Row(
            suite,
            len(samples),
            round(size, 1),
            name,
            [each.wall for each in found],
            [each.cpu for each in found],
            [each.megabytes for each in found],
        )


def _contenders(folder: Path, cases: int) -> Iterator[tuple[str, Callable[[], Took]]]:
    """What judges the suite: each name with what runs it, in the order in which they take their turn."""
    ask = partial(took, cwd=folder)
    bench = (sys.executable, "-m", "benchmarks.measured")
    one = ("--engine-workers", "1")
    yield "bare SaxonC loop", partial(ask, (*bench, "bare", str(folder)))
    yield "bare libxslt loop", partial(ask, (*bench, "bare libxslt", str(folder)))
    yield "pytest file by hand", partial(ask, (*bench, "plain", str(folder)))
    yield "retour run", partial(ask, (*_RETOUR, "--no-cache", str(folder)))
    yield "retour run, 1 worker", partial(ask, (*_RETOUR, "--no-cache", *one, str(folder)))
    yield "retour run, libxslt", partial(ask, (*_RETOUR, "--no-cache", "--engine", "libxslt", str(folder)))
    check = shlex.join((*_RETOUR_CHECK, str(folder / "messages")))
    yield "retour check", partial(ask, ("sh", "-c", f"{check} || [ $? = 1 ]"))  # 1: not all are accepted
    yield "retour run, nothing changed", partial(_again, (*_RETOUR, str(folder)), folder)
    if cases <= MOST_SCENARIOS and (command := xspec_command(folder)) is not None:
        yield _XSPEC, partial(ask, command)


def _again(command: Sequence[str], folder: Path) -> Took:
    """A run of which all outcomes are known."""
    if not (folder / ".retour-cache").is_dir():
        took(command, cwd=folder)
    return took(command, cwd=folder)


def _machine() -> dict[str, Any]:
    versions = {"Python": platform.python_version()}
    for package in ("saxonche", "lxml", "pytest"):
        versions[package] = importlib.metadata.version(package)
    java = shutil.which("java")
    if java is not None:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        versions["Java"] = (told.stderr.splitlines() or [""])[0]
    return {"cores": cores(), "system": platform.system(), "versions": versions}


if __name__ == "__main__":
    sys.exit(main())
