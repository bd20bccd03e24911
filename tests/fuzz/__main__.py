"""`python -m tests.fuzz`: throws damaged files at each reader; `make fuzz` throws a hundred thousand.

A fault is an exception that nobody expects, a file that takes more than a second of processor time, or more than 300 MB.
"""

from __future__ import annotations

import argparse
import sys
from multiprocessing import get_context

from tests.fuzz.rounds import fuzz
from tests.fuzz.targets import TARGETS

MEGABYTES = 300
ROUND = 2_500


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
        rounds = [
            (name, min(ROUND, options.examples - done), options.seed + done)
            for done in range(0, options.examples, ROUND)
        ]
        # Hypothesis remembers all that it made, so each round has a process of its own.
        with get_context("spawn").Pool(1, maxtasksperchild=1) as processes:
            seconds, megabytes = zip(*processes.starmap(fuzz, rounds, chunksize=1), strict=True)
        print(
            f"{name}: {options.examples} files, slowest {max(seconds):.3f} s, {max(megabytes):.0f} MB at most",
            flush=True,
        )
        assert max(megabytes) < MEGABYTES, f"{name} took {max(megabytes):.0f} MB"
    return 0


if __name__ == "__main__":
    sys.exit(main())
