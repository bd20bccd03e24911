"""The figures of the public benchmark as a page and a graph."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

_BARE = "bare SaxonC loop"

_COLOURS = ("#0b6e99", "#d9730d", "#5a5a5a", "#0f7b6c", "#6940a5", "#ad1a72", "#b8860b", "#c0392b")

_WIDTH, _HEIGHT, _LEFT, _TOP, _KEY = 720, 360, 60, 20, 190

_HEAD = """# The public benchmark

`make bench-full` runs the same synthetic messages through the harness and through what else judges them, all in one run, and writes this page.
Each figure is of a whole process with all that it starts, start-up included. Only ratios within one run mean anything: another machine is
quicker or slower, and a busy one blurs the wall time. The CPU seconds stand beside it, because those it blurs least. Where there were several
rounds, the least and the most stand behind the median; of XSpec there is one.
"""

_HOW = """
## What runs

| | |
| --- | --- |
| bare SaxonC loop | one Python process: parse a message, transform it, read the codes, compare; the least that anybody could write |
| bare libxslt loop | the same with lxml; libxslt knows XSLT 1.0 alone |
| pytest file by hand | that loop as a parametrised test, one process |
| retour run | the harness as it comes: a process per core, no outcomes kept |
| retour run, 1 worker; libxslt | the same with one process that judges; with the other engine |
| retour check | the same messages without cases, each with what fires on it printed |
| retour run, nothing changed | all outcomes are known from the run before |
| XSpec | one scenario for each message, with Saxon-J and Java; up to 1,000 scenarios |

The rules alone are judged (`levels: [rules]`), by the shipped set iwmo/2.1; on a third of the messages a rule fires. Official AW35 is the entry
of a published iWlz set, on messages made from the names in it. pytest runs without plugins of others: each that is installed takes part in every test.

## To repeat it

<!-- not run: it takes many minutes -->
```sh
make bench-full
```

XSpec takes part where Java is installed, the package saxonhe4py beside the harness (`.venv/bin/pip install saxonhe4py`), and a checkout of
[XSpec](https://github.com/xspec/xspec) in the folder `xspec` below that which `RETOUR_OFFICIAL_SETS` names. `python -m benchmarks.full --largest` adds 100,000
cases. All figures stand in `build/bench-full.json`.
"""


def page(found: Mapping[str, Any]) -> tuple[str, str]:
    """The page in Markdown, and the graph of it in SVG."""
    rows = found["rows"]
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    lines = [_HEAD, f"This run: {machine['cores']} cores, {machine['system']}, {versions}.", ""]
    lines += ["![Seconds of a whole run, by the number of cases](benchmark.svg)", ""]
    suites: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        suites.setdefault((row["suite"], row["cases"]), []).append(row)
    for (suite, _), own in suites.items():
        lines += _table(suite, own)
    return "\n".join([*lines, _HOW.strip(), ""]), _graph([row for row in rows if "cases" in row["suite"]])


def _table(suite: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    bare = next(row for row in rows if row["contender"] == _BARE)
    first = rows[0]
    title = suite if suite.endswith("cases") else f"{first['cases']} messages of {suite}"
    lines = [
        f"## {title[:1].upper()}{title[1:]}",
        "",
        f"{first['kilobytes']:g} KB on average, {len(first['wall'])} {'round' if len(first['wall']) == 1 else 'rounds'}.",
        "",
        "| | wall s | over bare | CPU s | over bare | cases/s | most MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        wall, cpu = statistics.median(row["wall"]), statistics.median(row["cpu"])
        lines.append(
            f"| {row['contender']} | {_spread(row['wall'])} | {wall / statistics.median(bare['wall']):.2f} "
            f"| {cpu:.2f} | {cpu / statistics.median(bare['cpu']):.2f} | {row['cases'] / wall:,.0f} "
            f"| {statistics.median(row['megabytes']):,.0f} |"
        )
    return [*lines, ""]


def _spread(values: Sequence[float]) -> str:
    median = f"{statistics.median(values):.2f}"
    return median if len(values) == 1 else f"{median} ({min(values):.2f}–{max(values):.2f})"


def _graph(rows: Sequence[Mapping[str, Any]]) -> str:
    """Lines on two logarithmic axes: cases, and seconds of a whole run."""
    from math import log10

    names = list(dict.fromkeys(row["contender"] for row in rows))
    points = {
        name: [(row["cases"], statistics.median(row["wall"])) for row in rows if row["contender"] == name]
        for name in names
    }
    most = log10(max(cases for cases, _ in _all(points)))
    low = log10(min(seconds for _, seconds in _all(points)))
    high = log10(max(seconds for _, seconds in _all(points)))

    def x(cases: float) -> float:
        return _LEFT + log10(cases) / max(most, 1e-9) * (_WIDTH - _LEFT - _KEY)

    def y(seconds: float) -> float:
        return _TOP + (high - log10(seconds)) / max(high - low, 1e-9) * (_HEIGHT - _TOP - 40)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Seconds of a whole run, by the number of cases</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for cases in sorted({cases for cases, _ in _all(points)}):
        parts.append(f'<text x="{x(cases):.0f}" y="{_HEIGHT - 14}" text-anchor="middle">{cases:,}</text>')
    for seconds in (0.01, 0.1, 1, 10, 100, 1000):
        if low - 0.3 <= log10(seconds) <= high + 0.3:
            parts.append(
                f'<path d="M{_LEFT} {y(seconds):.0f}H{_WIDTH - _KEY}" stroke="#ddd"/>'
                f'<text x="{_LEFT - 8}" y="{y(seconds) + 4:.0f}" text-anchor="end">{seconds:g} s</text>'
            )
    for number, name in enumerate(names):
        colour = _COLOURS[number % len(_COLOURS)]
        line = " ".join(f"{x(cases):.1f},{y(seconds):.1f}" for cases, seconds in sorted(points[name]))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(
            f'<text x="{_WIDTH - _KEY + 12}" y="{_TOP + 14 + 18 * number}" fill="{colour}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _all(points: Mapping[str, Iterable[tuple[int, float]]]) -> list[tuple[int, float]]:
    return [point for each in points.values() for point in each]
