"""Reports as a browser shows them. Without a browser these tests are skipped, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import RETOUR, run_python
from samples import MESSAGE, TR018_ONCE, write_cases, write_project

from tools.browser import NoBrowserError, browser

CASES = """\
rules: demo/1.0
cases:
  - {id: accepted, message: good.xml, expect: valid}
  - {id: ends-early, message: early.xml, expect: {fires: [TR018], not: [CS002]}}
  - {id: wrong, about: It is not valid., message: early.xml, expect: valid}
  - {id: undecided, message: early.xml, xfail: not decided yet, expect: valid}
  - id: edited
    message: good.xml
    edit: [{set: //Bsn, to: "999990018"}]
    expect: {fires: [CS002]}
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser."""
    try:
        with browser() as opened:
            yield opened
    except NoBrowserError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def project_of_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the report of a run in each language, and with pages that commands write alone."""
    folder = write_project(tmp_path_factory.mktemp("browser") / "project")
    write_cases(folder / "stop.cases.yaml", CASES)
    (folder / "good.xml").write_text(MESSAGE, newline="", encoding="utf-8")
    (folder / "early.xml").write_text(TR018_ONCE, newline="", encoding="utf-8")

    def retour(*arguments: str) -> None:
        ended = run_python(*RETOUR, *arguments, cwd=folder)
        assert ended.code in (0, 1), ended

    coverage = ("--data", "coverage.json", "--report", "html:coverage.html")
    retour("run", "-q", ".", "--retour-json", "results.json")
    retour("coverage", "stop.cases.yaml::accepted", "--branches", *coverage)
    retour("mutate", "--no-cache", "--operator", "comparison", "--format", "json", "--output", "mutants.json")
    retour(
        "compare",
        "demo/1.0",
        "--engines",
        "saxon,libxslt",
        "--cases",
        ".",
        "--format",
        "json",
        "--output",
        "c.json",
    )
    parts = ("--coverage", "coverage.json", "--mutation", "mutants.json", "--comparison", "c.json")
    for language in ("en", "nl"):
        retour("report", "results.json", "--html", language, "--language", language, *parts)
    return folder


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """An empty page; what it says on its console, and what it asks of the network, is a failure."""
    context = chromium.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request", lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url)
    )
    yield opened
    context.close()
    assert complaints == []
