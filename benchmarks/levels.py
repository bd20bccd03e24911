"""What the levels before the rules cost, as a part of checking a declaration."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from retour.checking import outcome_job
from retour.engines import open_engine
from retour.levels import LEVEL_NAMES, Check
from retour.model import Level
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

from benchmarks.measured import RULES
from benchmarks.synthetic import declaration

_ROUNDS = 200
_LINES = 20


def level_figures(folder: Path) -> dict[str, float]:
    """Milliseconds of processor time for a WMO303, and the part that goes to the levels before the rules.

    Args:
        folder: where the message may be written.
    """
    message = folder / "declaration.xml"
    message.write_bytes(declaration(_LINES).replace("\n", "\r\n").encode())
    rules, workspace = RuleSet.open(RULES), workspace_for(RULES)
    engine = open_engine("saxon", 0)  # in this process, whose time is told

    def checked(*levels: Level) -> Callable[[], None]:
        check = Check(message, message.name, workspace, rules, levels=levels)

        def run() -> None:
            (pending,) = engine.submit([outcome_job(check, lambda outcome, _: outcome)])
            assert pending.result().status == "accepted"

        return run

    seconds = _medians({"all": checked(*LEVEL_NAMES), "rules": checked("rules")})
    return {
        "kilobytes": round(message.stat().st_size / 1000, 1),
        "milliseconds": round(seconds["all"] * 1000, 2),
        "before_the_rules": round(1 - seconds["rules"] / seconds["all"], 3),
    }


def _medians(work: dict[str, Callable[[], None]]) -> dict[str, float]:
    """Seconds of each piece of work, the median of rounds in which both take their turn."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(_ROUNDS):
        for name, done in work.items():
            begin = time.process_time()
            done()
            seconds[name].append(time.process_time() - begin)
    return {name: statistics.median(each[5:]) for name, each in seconds.items()}
