"""One round of damaged files thrown at a reader, in whichever process."""

from __future__ import annotations

import faulthandler
import gc
import time

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.measured import most_megabytes
from tests.fuzz.mutating import mutated
from tests.fuzz.targets import TARGETS

SECONDS = 1.0


def fuzz(name: str, examples: int, number: int) -> tuple[float, float]:
    """Throw files at a target.

    Args:
        examples: how many files.
        number: the seed of the random numbers.

    Returns:
        The seconds of processor time that the slowest file took, and the most megabytes that the process has held.

    Raises:
        Exception: a fault, with the smallest file that shows it.
    """
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
        gc.disable()  # what Hypothesis leaves to be collected isn't the reader's
        begin = time.process_time()
        try:
            target.read(data)
        finally:
            took = time.process_time() - begin
            gc.enable()
            faulthandler.cancel_dump_traceback_later()
        slowest = max(slowest, took)
        assert took < SECONDS, f"{took:.2f} s for {len(data)} bytes"

    reads()
    return slowest, most_megabytes()
