"""What a comparison of two sets costs, beside checking the same messages with one; and what making messages costs."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from retour.generating import SchemaFolder, generate_messages, mined_from
from retour.rulesets import RuleSet

from benchmarks.measured import ROOT, RULES

_OF_EACH_TYPE = 60
_ROUNDS = 3


def comparing_figures(folder: Path) -> dict[str, Any]:
    """Seconds and their ratio, in turns: `retour check` on generated messages, `retour compare` of a set and its copy."""
    messages = folder / "generated"
    messages.mkdir(parents=True)
    begin = time.perf_counter()
    number = _generate(messages)
    generating = time.perf_counter() - begin
    copy = folder / "rules"
    shutil.copytree(ROOT / "rules", copy)
    other = copy / RULES.relative_to(ROOT / "rules")
    took: dict[str, list[float]] = {"check": [], "compare": []}
    for _ in range(_ROUNDS):
        took["check"].append(_seconds("check", str(messages), "--rules", str(RULES)))
        took["compare"].append(_seconds("compare", str(RULES), str(other), "--messages", str(messages)))
    check, compare = (statistics.median(took[what]) for what in ("check", "compare"))
    return {
        "messages": number,
        "generated_per_second": round(number / generating),
        "check_seconds": round(check, 2),
        "compare_seconds": round(compare, 2),
        "compare_over_check": round(compare / check, 2),
    }


def _generate(folder: Path) -> int:
    rules, number = RuleSet.open(RULES), 0
    schemas = SchemaFolder(rules.schemas)
    for identity in rules.serves:
        hints = mined_from(rules.entry_for(identity).files)
        for data in generate_messages(schemas, identity, hints, "1", _OF_EACH_TYPE):
            number += 1
            (folder / f"{number}.xml").write_bytes(data)
    return number


def _seconds(*arguments: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "retour", *arguments], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - begin
