"""`python -m tests.fuzz`: throws damaged files at each reader; `make fuzz` throws a hundred thousand.

A fault is an exception that nobody expects, a file that takes more than a second of processor time, or more than 300 MB.
"""

from __future__ import annotations

import argparse
import faulthandler
import re
import resource
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.mutating import mutated
from tests.fuzz.targets import TARGETS

SECONDS = 1.0
MEGABYTES = 300
ROUND = 10_000


def main() -> int:
    """Fuzz, and tell what was done.

    Returns:
        0; a fault is an exception, with the smallest file that shows it.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--examples", type=int, default=100_000, metavar="N", help="files for each target")
    parser.add_argument("--seed", type=int, default=20170612, metavar="N")
    options = parser.parse_args()
    for name in options.targets or TARGETS:
        rounds = range(0, options.examples, ROUND)  # Hypothesis remembers all that it made in one
        slowest = max(
            _fuzz(name, min(ROUND, options.examples - done), options.seed + done) for done in rounds
        )
        megabytes = _most_megabytes()
        print(
            f"{name}: {options.examples} files, slowest {slowest:.3f} s, {megabytes:.0f} MB at most",
            flush=True,
        )
        assert megabytes < MEGABYTES, f"{name} took {megabytes:.0f} MB"
    return 0


def _most_megabytes() -> float:
    """The most memory that this process has held; the rusage of a process begins with that of the one it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="utf-8"), re.MULTILINE)
        return int(peak) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fuzz(name: str, examples: int, number: int) -> float:
    """The seconds that the slowest file took."""
    target = TARGETS[name]
    for data in target.seeds:
        target.read(data)  # what is loaded once doesn't count
    slowest = 0.0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated(target))
    def reads(data: bytes) -> None:
        nonlocal slowest
        faulthandler.dump_traceback_later(20 * SECONDS, exit=True)
        begin = time.process_time()
        target.read(data)
        took = time.process_time() - begin
        faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, took)
        assert took < SECONDS, f"{took:.2f} s for {len(data)} bytes"

    reads()
    return slowest


if __name__ == "__main__":
    sys.exit(main())
