"""The page of the public benchmark: its figures are those that were measured."""

from __future__ import annotations

from typing import Any

from lxml import etree

from benchmarks.full_page import page


def row(suite: str, cases: int, contender: str, wall: list[float], cpu: float) -> dict[str, Any]:
    return {
        "suite": suite,
        "cases": cases,
        "kilobytes": 8.7,
        "contender": contender,
        "wall": wall,
        "cpu": [cpu] * len(wall),
        "megabytes": [100.0] * len(wall),
    }


FOUND = {
    "machine": {"cores": 2, "system": "Linux", "versions": {"Python": "3.11"}},
    "rows": [
        row("10 cases", 10, "bare SaxonC loop", [2.0, 1.0, 4.0], 2.0),
        row("10 cases", 10, "retour run", [1.0, 1.0, 3.0], 3.0),
        row("100 cases", 100, "bare SaxonC loop", [20.0], 20.0),
        row("100 cases", 100, "retour run", [10.0], 25.0),
        row("8 clients", 4, "bare SaxonC loop", [1.0], 1.0),
    ],
}


def test_ratios_are_of_medians_and_the_spread_stands_beside() -> None:
    text, _ = page(FOUND)

    assert "| bare SaxonC loop | 2.00 (1.00–4.00) | 1.00 | 2.00 | 1.00 | 5 | 100 |" in text
    assert "| retour run | 1.00 (1.00–3.00) | 0.50 | 3.00 | 1.50 | 10 | 100 |" in text
    assert "| retour run | 10.00 | 0.50 | 25.00 | 1.25 | 10 | 100 |" in text
    assert "## 4 messages of 8 clients" in text


def test_the_graph_has_a_line_for_each() -> None:
    _, graph = page(FOUND)

    lines = etree.fromstring(graph.encode()).findall("{*}polyline")
    assert [len((line.get("points") or "").split()) for line in lines] == [2, 2]
