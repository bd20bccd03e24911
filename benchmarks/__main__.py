"""`python -m benchmarks`: the harness beside a bare SaxonC loop and a plain pytest file, in one run.

Every figure is the median of rounds in which all four take their turn, so that a machine that is busy for a while
slows all of them. Start-up is what one case takes; throughput is what the other cases take on top of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.browsing import browsing_figures, browsing_lines
from benchmarks.caching import caching_figures, profiling_figures, watching_figures
from benchmarks.comparing import comparing_figures
from benchmarks.covering import covering_figures
from benchmarks.declaring import declaring_figures
from benchmarks.editing import editing_figures
from benchmarks.history import declaration_figures, history_figures
from benchmarks.levels import level_figures
from benchmarks.measured import ROOT, measure
from benchmarks.mutating import mutating_figures
from benchmarks.public import public_samples
from benchmarks.shipped import shipped_samples
from benchmarks.suites import Sample, write_suite
from benchmarks.synthetic import FEW_CLIENTS, MANY_CLIENTS, synthetic_samples

Figures = dict[str, Any]

_WHAT = {
    "bare": "(a) bare SaxonC loop",
    "plain": "(b) plain pytest file",
    "retour": "(c) retour run",
    "pytest": "(d) pytest",
}

_MOST_BEFORE_THE_RULES = 0.15
"""The part of a WMO303 case that the levels before the rules may take."""


def main() -> int:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer cases and rounds, no 10,000 cases")
    parser.add_argument(
        "--fail-under",
        type=float,
        metavar="RATIO",
        help="exit 1 when (d) / (b) is lower, or levels cost too much",
    )
    parser.add_argument("--json", type=Path, default=ROOT / "build" / "bench.json", metavar="FILE")
    options = parser.parse_args()
    cases, rounds = (400, 3) if options.quick else (1000, 5)
    folder = Path(tempfile.mkdtemp(prefix="retour-bench-"))
    try:
        few = list(synthetic_samples(cases, FEW_CLIENTS))
        figures = {"few clients": _compare(folder / "few", few, rounds)}
        if not options.quick:
            many = list(synthetic_samples(cases // 4, MANY_CLIENTS))
            figures["many clients"] = _compare(folder / "lots", many, rounds)
            figures["shipped fixtures"] = _compare(folder / "shipped", shipped_samples(), rounds)
            figures["many cases"] = _compare(folder / "large", list(synthetic_samples(10_000)), 1)
            for name, samples in public_samples(folder / "public"):
                figures[name] = _compare(folder / name, samples, 1)
            figures["declaration"] = declaring_figures()
            figures["mutants"] = mutating_figures()
            figures["comparing"] = comparing_figures(folder / "comparing")
            figures["coverage"] = covering_figures(folder)
            figures["browsing"] = browsing_figures(folder / "browsing")
            figures["lines"] = declaration_figures(folder)
            figures["history"] = history_figures(folder)
            figures["cache"] = caching_figures(folder, rounds)
            figures["watching"] = watching_figures(folder)
            figures["profiling"] = profiling_figures(folder)
        figures["levels"] = level_figures(folder)
        figures["editing"] = editing_figures(
            folder, sorted(few, key=lambda sample: len(sample.text))[cases // 2]
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print("\n".join(_table(figures)))
    ratio = figures["few clients"]["ratios"]["pytest/plain"]
    if options.fail_under is not None and ratio < options.fail_under:
        print(f"(d) is {ratio:.2f} times as fast as (b), less than {options.fail_under}")
        return 1
    part = figures["levels"]["before_the_rules"]
    if options.fail_under is not None and part > _MOST_BEFORE_THE_RULES:
        print(
            f"the levels before the rules take {part:.0%} of a case, more than {_MOST_BEFORE_THE_RULES:.0%}"
        )
        return 1
    return 0


def _compare(folder: Path, samples: Sequence[Sample], rounds: int) -> Figures:
    one, many = folder / "one", folder / "many"
    write_suite(one, samples[:1])
    write_suite(many, samples)
    cases = len(samples)
    size = sum(file.stat().st_size for file in (many / "messages").glob("*.xml")) / cases
    seconds: dict[str, dict[str, list[float]]] = {what: {"one": [], "many": []} for what in _WHAT}
    megabytes: dict[str, list[float]] = {what: [] for what in _WHAT}
    compiling = []
    for _ in range(rounds):
        compiling.append(measure("compile", one).seconds)
        for what in _WHAT:
            seconds[what]["one"].append(measure(what, one).seconds)
            run = measure(what, many)
            seconds[what]["many"].append(run.seconds)
            megabytes[what].append(run.megabytes)
    rows = {}
    for what in _WHAT:
        start, whole = (statistics.median(seconds[what][size]) for size in ("one", "many"))
        rows[what] = {
            "start_up_seconds": round(start, 3),
            "seconds": round(whole, 3),
            "cases_per_second": round((cases - 1) / (whole - start), 1),
            "megabytes": round(statistics.median(megabytes[what]), 1),
        }
    speed = {what: row["cases_per_second"] for what, row in rows.items()}
    return {
        "cases": cases,
        "kilobytes_per_message": round(size / 1000, 1),
        "rounds": rounds,
        "rows": rows,
        "ratios": {
            "retour/bare": round(speed["retour"] / speed["bare"], 2),
            "pytest/plain": round(speed["pytest"] / speed["plain"], 2),
        },
        "cold_case_over_compiling_seconds": round(
            rows["retour"]["start_up_seconds"] - statistics.median(compiling), 3
        ),
    }


def _table(figures: Figures) -> list[str]:
    lines = []
    for name, compared in figures.items():
        if "rows" in compared:
            lines += [*_comparison(name, compared), ""]
    editing = figures["editing"]
    lines.append(
        f"300 cases of a table load in {editing['seconds_to_load_300_cases']} s; an edit takes "
        f"{editing['edit_over_case']:.0%} of the time of its case"
    )
    levels = figures["levels"]
    lines.append(
        f"the levels before the rules take {levels['before_the_rules']:.0%} of the {levels['milliseconds']} ms of a WMO303 "
        f"of {levels['kilobytes']} KB"
    )
    if "many cases" in figures:
        lines.append(_memory(figures["few clients"], figures["many cases"]))
    if "comparing" in figures:
        comparing = figures["comparing"]
        lines.append(
            f"two sets compared over {comparing['messages']} messages, over checking them with one: "
            f"{comparing['compare_over_check']}; {comparing['generated_per_second']} messages generated a second"
        )
    if "declaration" in figures:
        lines += _declaration(figures["declaration"])
    if "mutants" in figures:
        mutants = figures["mutants"]
        lines.append(
            f"{mutants['mutants']} mutants of WMO305 on {mutants['cases']} cases: {mutants['seconds']} s, "
            f"{mutants['mutants_per_second']} a second ({mutants['mutants_per_processor_second']} for each second of a "
            f"processor), {mutants['runs']} runs"
        )
    for number, seconds in figures.get("lines", {}).items():
        lines.append(f"WMO323 with {int(number):,} lines more: {seconds} s")
    for number, row in figures.get("history", {}).items():
        lines.append(
            f"WMO305 after {int(number):,} earlier messages: {row['seconds']} s, {row['seconds_again']} s when these are "
            "judged already"
        )
    if "cache" in figures:
        lines += _cache(figures)
    if "coverage" in figures:
        lines += _coverage(figures["coverage"])
    if "browsing" in figures:
        lines += browsing_lines(figures["browsing"])
    return lines


def _memory(few: Figures, many: Figures) -> str:
    """What a case more takes of the main process."""
    each = {
        what: 1000 * (many["rows"][what]["megabytes"] - row["megabytes"]) / (many["cases"] - few["cases"])
        for what, row in few["rows"].items()
    }
    return (
        f"main process: {each['retour']:.1f} KB more for each case with (c), {each['plain']:.1f} KB with (b)"
    )


def _declaration(figures: Figures) -> list[str]:
    lines = [
        f"WMO303 of 5,000 lines over one of 500: {figures['5000_over_500']}; where half of the lines are debited "
        f"twice: {figures['5000_over_500_half_twice']}"
    ]
    if published := figures.get("published"):
        lines.append(
            f"WMO303 ({published['our_rules']} rules, {published['our_kilobytes']} KB) over {published['set']} "
            f"({published['rules']} rules, {published['kilobytes']} KB): {published['ours_over_theirs']}"
        )
    else:
        lines.append("no published set to compare with: RETOUR_OFFICIAL_SETS doesn't name a folder of them")
    return lines


def _cache(figures: Figures) -> list[str]:
    cache, watching = figures["cache"], figures["watching"]
    return [
        f"a whole run of the {cache['cases']:,} cases of the fixtures of which nothing has changed, over one without the "
        f"cache: {cache['cached/uncached']}; {cache['cached_cases_per_second']:,} cases a second beyond start-up",
        f"from the save of a rule file of WMO305 to the result of its {watching['cases']} cases on the screen: "
        f"{watching['seconds']} s, at most {watching['longest']} s",
        f"a profile of a WMO305: {figures['profiling']['seconds']} s",
    ]


def _coverage(figures: Figures) -> list[str]:
    lines = [
        "a whole run of the fixtures with rule coverage over one without: "
        f"{figures['fixtures']['rules/plain']}; with branches: {figures['fixtures']['branches/plain']}"
    ]
    if published := figures.get("published"):
        lines.append(
            f"generated messages of {published['set']}, rules: {published['rules/plain']}; "
            f"branches: {published['branches/plain']}"
        )
    return lines


def _comparison(name: str, compared: Figures) -> list[str]:
    rounds = "one round" if compared["rounds"] == 1 else f"median of {compared['rounds']} rounds"
    lines = [
        f"{name}: {compared['cases']} cases of {compared['kilobytes_per_message']} KB on average, {rounds}",
        "",
        "| | cases/s | start-up s | whole run s | main process MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for what, row in compared["rows"].items():
        lines.append(
            f"| {_WHAT[what]} | {row['cases_per_second']} | {row['start_up_seconds']} | {row['seconds']} "
            f"| {row['megabytes']} |"
        )
    ratios = compared["ratios"]
    return [
        *lines,
        "",
        f"(c) / (a): {ratios['retour/bare']}   (d) / (b): {ratios['pytest/plain']}",
        f"one cold case over importing and compiling: {compared['cold_case_over_compiling_seconds']} s",
    ]


if __name__ == "__main__":
    sys.exit(main())
