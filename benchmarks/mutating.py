"""What mutants cost: how many a second, for a set and cases of ordinary size."""

from __future__ import annotations

import os
import resource
import time
from typing import Any

from retour.cli.selection import select_cases
from retour.engines import open_engine
from retour.mutation import Memory, Options, mutate
from retour.workspace import Workspaces

from benchmarks.measured import ROOT

_CASES = "fixtures/common/305"


def mutating_figures() -> dict[str, Any]:
    """The cases of WMO305 on all mutants of its entry, from nothing: two child processes, no memory of earlier runs."""
    os.chdir(ROOT)
    workspaces = Workspaces()
    cases = [case for case in select_cases([_CASES], workspaces) if case.rules == "iwmo/2.1"]
    engine = open_engine("saxon", 2)
    begin, used = time.perf_counter(), _processor_seconds()
    try:
        found = mutate(cases, workspaces, engine, Options(Memory(None, "")))
    finally:
        engine.close()
    seconds, used = time.perf_counter() - begin, _processor_seconds() - used
    run = [result for result in found.results if result.status != "out of reach"]
    return {
        "cases": found.cases,
        "mutants": len(run),
        "seconds": round(seconds, 1),
        "runs": sum(result.runs for result in run),
        "mutants_per_second": round(len(run) / seconds, 1),
        "mutants_per_processor_second": round(len(run) / used, 1),
    }


def _processor_seconds() -> float:
    """Of this process and the children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
