"""What the levels before the rules cost, as a part of checking a declaration."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bare import RULES
from benchmarks.synthetic import declaration
from harness.engines.running import run_order
from harness.engines.saxon_session import SaxonSession
from harness.levels import LEVELS, Check, Passage
from harness.rulesets import RuleSet
from harness.workspace import workspace_for

_ROUNDS = 60
_LINES = 20


def level_figures() -> dict[str, float]:
    """Milliseconds of processor time for a WMO303, and the part that goes to the levels before the rules."""
    rules = RuleSet.open(RULES)
    check = Check(Path("declaration.xml"), "declaration.xml", workspace_for(RULES), rules)
    data = declaration(_LINES).replace("\n", "\r\n").encode()
    session = SaxonSession()

    def checked(*judged: str) -> Callable[[], None]:
        def run() -> None:
            passage = Passage(check, data)
            for level in LEVELS:
                if level.level in judged and not level.needs_reply:
                    level.find(passage)
            order = passage.order()
            wanted = order._replace(validation=order.validation if "schema" in judged else None)
            passage.reply = run_order(session, wanted)  # type: ignore[assignment]
            for level in LEVELS:
                if level.level in judged and level.needs_reply:
                    assert level.find(passage) == []

        return run

    everything = [level.level for level in LEVELS]
    seconds = _medians({"all": checked(*everything), "rules": checked("rules")})
    return {
        "kilobytes": round(len(data) / 1000, 1),
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
