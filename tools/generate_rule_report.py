"""docs/rule-report.md: the official rule report of iWmo 3.2 held against the shipped set and its fixtures.

Run it with `make rule-report`. The report stands in tools/rule_reports as bare facts: codes, levels and places, none of its texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from retour.cli.rule_report import traced_report
from retour.traceability import Traceability, read_official_report, traceability_markdown
from retour.workspace import Workspaces

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "rule-report.md"
REPORT = tuple(PROJECT / "tools" / "rule_reports" / name for name in ("iwmo-3.2.csv", "iwmo-3.2-rules.csv"))


def main() -> None:
    """Run the fixtures of the set, and write the page."""
    os.chdir(PROJECT)
    PAGE.write_text(page(traced()), encoding="utf-8", newline="\n")


def traced() -> Traceability:
    """The report held against the shipped set, with its fixtures run."""
    workspaces = Workspaces()
    rules = workspaces.of(PROJECT).shelf.get("iwmo/3.2", PROJECT)
    found, _ = traced_report(read_official_report(REPORT), rules, [str(PROJECT / "fixtures")], workspaces)
    return found


def page(found: Traceability) -> str:
    """The page, as Markdown."""
    return "\n".join(_head()) + "\n" + traceability_markdown(found)


def _head() -> Iterator[str]:
    yield "# The official rule report of iWmo 3.2"
    yield ""
    yield "<!-- Written by `make rule-report`: change the rules, the catalogue or the fixtures. -->"
    yield ""
    yield (
        "What becomes of each rule of the report in the shipped set: who judges it, whether report and set say the same, and "
        "how the fixtures test it. [Traceability](traceability.md) tells what the words mean."
    )
    yield ""


if __name__ == "__main__":
    main()
