"""How long a browser takes to open the page of many results, and to search in it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from retour.reports.results import RunResults
from retour.reports.site import Provenance, SiteOptions, write_site

from tools.browser import NoBrowserError, browser

_RESULTS = 10_000
_ROUNDS = 5

_OPENED = """() => {
  const opened = performance.getEntriesByType("navigation")[0];
  return opened.loadEventEnd - opened.startTime;
}"""

_SEARCHED = """async (words) => {
  const field = document.querySelector("form.filter [name=words]");
  const begun = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  document.body.getBoundingClientRect();
  await new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)));
  return performance.now() - begun;
}"""
"""Up to the moment at which the rows that fit are on the screen."""


def browsing_figures(folder: Path) -> dict[str, Any]:
    """Seconds to write the pages and to open that of all results, milliseconds to search in it; or why it can't be told."""
    begun = time.perf_counter()
    results = RunResults("none", list(_results()))
    write_site(results, folder / "pages", Provenance(datetime.now(UTC)), folder, SiteOptions())
    figures: dict[str, Any] = {"results": _RESULTS, "seconds_to_write": round(time.perf_counter() - begun, 1)}
    try:
        with browser() as chromium:
            page = chromium.new_page()
            opened, searched = [], []
            for _ in range(_ROUNDS):
                page.goto((folder / "pages" / "results.html").as_uri())
                opened.append(page.evaluate(_OPENED) / 1000)
                searched += [page.evaluate(_SEARCHED, words) for words in ("case-77", "", "tr018 early")]
    except NoBrowserError as error:
        return {**figures, "skipped": str(error)}
    return {
        **figures,
        "seconds_to_open": round(statistics.median(opened), 2),
        "milliseconds_to_search": round(statistics.median(searched)),
        "slowest_search_milliseconds": round(max(searched)),
    }


def browsing_lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures as text."""
    written = f"pages of {figures['results']:,} results: {figures['seconds_to_write']} s to write"
    if "skipped" in figures:
        yield f"{written}; not opened: {figures['skipped']}"
    else:
        yield (
            f"{written}; that of all results opens in {figures['seconds_to_open']} s; a search takes "
            f"{figures['milliseconds_to_search']} ms, the slowest {figures['slowest_search_milliseconds']} ms"
        )


def _results() -> Iterator[dict[str, Any]]:
    """Results of cases whose files aren't there: only their rows are looked at."""
    for number in range(1, _RESULTS + 1):
        fires = number % 3 == 0
        finding = {
            "level": "rules",
            "severity": "error",
            "code": f"TR{number % 90:03}",
            "retour": f"9{number % 90:03}",
            "details": None,
            "locations": [{"path": "/Bericht/Clienten/Client", "line": 12, "document": None}],
        }
        yield {
            "message": "message.xml",
            "sha256": None,
            "standard": "iwmo",
            "release": "3.2",
            "type": f"WMO3{number % 20:02}",
            "rules": None,
            "levels": [],
            "findings": [finding] if fires else [],
            "undecided": [],
            "left_out": [],
            "clock": None,
            "status": "rejected" if fires else "accepted",
            "error": None,
            "error_kind": None,
            "case": {
                "file": "large.cases.yaml",
                "line": number,
                "id": f"case-{number}-ends-early",
                "tags": [],
            },
            "verdict": {
                "status": "not as expected" if number % 50 == 0 else "as expected",
                "missing": [],
                "unexpected": [],
                "reasons": [f"{finding['code']} fired, which the case doesn't name"]
                if number % 50 == 0
                else [],
            },
        }
