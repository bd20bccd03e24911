"""What a replay of a corpus costs, beside a bare SaxonC loop over some of its messages: `python -m benchmarks.replaying [MESSAGES]`.

A tenth of the corpus is replayed first and then all of it: what the rest takes on top is what a message costs, start-up left out. CPU
seconds of all processes stand beside the wall, which a machine that is busy with something else blurs.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retour.cores import cores

from benchmarks.measured import most_megabytes, told_by
from benchmarks.suites import Sample, write_suite
from benchmarks.synthetic import synthetic_samples

MESSAGES = 10_000

_DIFFERENT = 2_000
"""Messages that differ; a corpus repeats them."""

_BARE = 2_000
"""Messages of the bare loop."""


@dataclass(frozen=True)
class _Took:
    """What a run took: seconds on the wall, of processors, and the most memory of its main process in MB."""

    wall: float
    cpu: float
    megabytes: float


def replay_figures(folder: Path, messages: int = MESSAGES) -> dict[str, Any]:
    """Messages a second of a replay, and of a bare loop times the cores; the main process's memory for a tenth and for all.

    Raises:
        RuntimeError: a run failed, so its figures mean nothing.
    """
    samples = list(synthetic_samples(_DIFFERENT))
    few, all_ = messages // 10, messages
    write_suite(folder / "one", samples[:1])
    write_suite(folder / "bare", [samples[number % len(samples)] for number in range(_BARE)])
    for number in (few, all_):
        _write_corpus(folder / f"{number}.tar", samples, number)
    bare = _difference(_took("bare", str(folder / "bare")), _took("bare", str(folder / "one")), _BARE - 1)
    small = _took("replay", str(folder / f"{few}.tar"), str(folder / "few"))
    large = _took("replay", str(folder / f"{all_}.tar"), str(folder / "all"))
    replay = _difference(large, small, all_ - few)
    count = cores()
    return {
        "messages": messages,
        "cores": count,
        "bare_per_second": round(1 / bare.wall),
        "replayed_per_second": round(1 / replay.wall),
        "replay_over_cores_times_bare": round(bare.wall / replay.wall / count, 2),
        "bare_cpu_milliseconds": round(1000 * bare.cpu, 3),
        "replay_cpu_milliseconds": round(1000 * replay.cpu, 3),
        "bare_over_replay_cpu": round(bare.cpu / replay.cpu, 2),
        "whole_run_seconds": round(large.wall, 1),
        "megabytes_of_a_tenth": round(small.megabytes, 1),
        "megabytes": round(large.megabytes, 1),
    }


def _difference(more: _Took, less: _Took, messages: int) -> _Took:
    """What each message takes that the one run has more than the other."""
    return _Took((more.wall - less.wall) / messages, (more.cpu - less.cpu) / messages, 0.0)


def _write_corpus(file: Path, samples: Sequence[Sample], number: int) -> None:
    data = [sample.text.encode() for sample in samples]
    with tarfile.open(file, "w") as archive:
        for each in range(number):
            header = tarfile.TarInfo(f"{each // 1000:05}/{each:08}.xml")
            header.size = len(data[each % len(data)])
            archive.addfile(header, io.BytesIO(data[each % len(data)]))
            archive.members.clear()  # type: ignore[attr-defined]


def _took(*arguments: str) -> _Took:
    wall, told = told_by("benchmarks.replaying", "--", *arguments)
    return _Took(wall, told["cpu"], told["megabytes"])


def _run(what: str, corpus: str, output: str = "") -> None:
    """One of the runs, in a process of its own; the rules alone, which is what the bare loop looks at."""
    if what == "bare":
        from benchmarks import bare

        bare.main(Path(corpus))
    else:
        from retour.cli.app import app

        # Click tells an exit code by what it returns.
        code = app(
            ["replay", corpus, "--output", output, "--rules", "iwmo/2.1", "--level", "rules"],
            standalone_mode=False,
        )
        assert not code, code
    times = os.times()
    cpu = times.user + times.system + times.children_user + times.children_system
    print(json.dumps({"cpu": cpu, "megabytes": most_megabytes()}))


def main() -> None:
    """Measure, and print the figures."""
    if sys.argv[1:2] == ["--"]:
        _run(*sys.argv[2:])
        return
    folder = Path(tempfile.mkdtemp(prefix="retour-bench-"))
    try:
        figures = replay_figures(folder, int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
