"""What coverage costs: whole runs of the fixtures, and a published set on generated messages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.probes import ProbeLevel
from retour.rulesets import RuleSet
from retour.workspace import workspace_for

from benchmarks.declaring import published_sets
from benchmarks.measured import ROOT, measure
from tests.official.message_generator import Vocabulary, messages

_ROUNDS = 3
_MESSAGES = 20
"""Of each message type of the published set."""


def covering_figures(folder: Path) -> dict[str, Any]:
    """The time with probes over the time without; the published set only where RETOUR_OFFICIAL_SETS has one.

    Args:
        folder: for messages.
    """
    fixtures = ROOT / "fixtures"
    runs: Mapping[str, Callable[[], object]] = {
        "plain": lambda: measure("pytest folder", fixtures),
        "rules": lambda: measure("coverage rules", fixtures),
        "branches": lambda: measure("coverage branches", fixtures),
    }
    figures = {"fixtures": _over_plain(runs)}
    *_, rules = (None, *published_sets())
    if rules is not None:
        engine = open_engine("saxon", 1)
        try:
            figures["published"] = {"set": f"{rules.id}@{rules.version}", **_of_set(engine, rules, folder)}
        finally:
            engine.close()
    return figures


def _of_set(engine: Engine, rules: RuleSet, folder: Path) -> dict[str, Any]:
    workspace = workspace_for(folder)
    files = []
    for identity in rules.serves:
        vocabulary = Vocabulary(identity.namespace).read(rules.entry_for(identity).files)
        for number, data in enumerate(messages(vocabulary, f"covering {identity.type}", _MESSAGES)):
            files.append(folder / f"covering-{identity.type}-{number}.xml")
            files[-1].write_bytes(data)

    def run(*levels: ProbeLevel | None) -> None:
        for level in levels:
            checks = [Check(file, file.name, workspace, rules, probes=level) for file in files]
            for pending in engine.submit(
                [outcome_job(check, lambda outcome, _: outcome) for check in checks]
            ):
                pending.result()

    run(None, "rules", "branches")  # compiles
    return _over_plain(
        {"plain": lambda: run(None), "rules": lambda: run("rules"), "branches": lambda: run(None, "branches")}
    )


def _over_plain(runs: Mapping[str, Callable[[], object]]) -> dict[str, Any]:
    """The median over rounds in which all take their turn."""
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(_ROUNDS):
        seconds = {name: _seconds(run) for name, run in runs.items()}
        for name, took in seconds.items():
            ratios[name].append(took / seconds["plain"])
    return {f"{name}/plain": round(statistics.median(ratios[name]), 2) for name in runs if name != "plain"}


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
