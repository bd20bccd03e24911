"""What a run takes of which nothing has changed, and one of which a single rule file did, as `retour run --watch` shows it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.measured import ROOT, measure

_RETOUR = ("-c", "from retour.cli import main; main()")
_WATCHED = "fixtures/common/305"
_RULE = "rules/common/rules/TR101.xsl"
_SAVES = 10
_LONGEST = 60.0


def caching_figures(folder: Path, rounds: int) -> dict[str, object]:
    """The fixtures run with nothing known and with everything; start-up is what one case takes of which the outcome is known."""
    project = _project(folder / "cached")
    one = folder / "one-cached"
    _project(one)
    shutil.rmtree(one / "fixtures")
    (one / "fixtures").mkdir()
    (one / "one.xml").write_bytes((ROOT / "fixtures/iwmo/2_1/wmo307/stop.xml").read_bytes())
    (one / "one.cases.yaml").write_text(
        "rules: iwmo/2.1\ncases: [{id: one, message: one.xml, expect: valid}]\n", encoding="utf-8"
    )
    cases = _cases(project)
    for each in (project, one):
        measure("cached", each)
    seconds: dict[str, list[float]] = {"uncached": [], "cached": [], "start": []}
    for _ in range(rounds):
        seconds["uncached"].append(measure("pytest folder", project / "fixtures").seconds)
        seconds["cached"].append(measure("cached", project).seconds)
        seconds["start"].append(measure("cached", one).seconds)
    uncached, cached, start = (median(seconds[what]) for what in ("uncached", "cached", "start"))
    return {
        "cases": cases,
        "uncached_seconds": round(uncached, 3),
        "cached_seconds": round(cached, 3),
        "start_up_seconds": round(start, 3),
        "cached/uncached": round(cached / uncached, 2),
        "cached_cases_per_second": round((cases - 1) / max(cached - start, 1e-9)),
    }


def watching_figures(folder: Path) -> dict[str, object]:
    """Seconds from the save of one rule file to the result on the screen: of the cases for a WMO305, their engine warm."""
    project = _project(folder / "watched")
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *_RETOUR, "run", "--watch", _WATCHED],
            cwd=project,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(said, 0)
        rule = project / _RULE
        text = rule.read_text(encoding="utf-8")
        seconds = []
        for number in range(_SAVES):
            seen = said.stat().st_size
            rule.write_text(f"{text}<!-- {number} -->\n", encoding="utf-8")
            begin = time.perf_counter()
            result = _wait(said, seen)
            seconds.append(time.perf_counter() - begin)
    finally:
        process.kill()
        process.wait()
    (cases,) = (line.split()[0] for line in result.splitlines() if " passed" in line)
    return {"cases": int(cases), "seconds": round(median(seconds), 3), "longest": round(max(seconds), 3)}


def profiling_figures(folder: Path) -> dict[str, object]:
    """Seconds that a profile of a WMO305 takes, all of the process."""
    message = ROOT / "fixtures/iwmo/2_1/wmo305/start.xml"
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *_RETOUR, "profile", str(message)], cwd=folder, check=True, capture_output=True
    )
    return {"seconds": round(time.perf_counter() - begin, 2)}


def _project(folder: Path) -> Path:
    """A copy of the fixtures and of the rules, with a configuration."""
    for name in ("fixtures", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "retour.toml").write_text('rule_sets = ["rules"]\n', encoding="utf-8")
    return folder


def _cases(project: Path) -> int:
    done = subprocess.run(
        [sys.executable, *_RETOUR, "run", "-q", "--collect-only"],
        cwd=project,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout.splitlines()[-1].split()[0])


def _wait(said: Path, seen: int) -> str:
    """What was said since; it ends when the run that it tells of has."""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        new = said.read_bytes()[seen:].decode()
        if " in " in new and "passed" in new and "\nwatching" in new:
            return new
        time.sleep(0.002)
    raise RuntimeError(
        f"nothing was run within {_LONGEST:.0f} s:\n{said.read_text(encoding='utf-8')[-2000:]}"
    )
