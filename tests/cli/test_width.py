"""Tables on a terminal of 80 columns, and in a pipe, where each row stays a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import write_cases

Retour = Callable[..., Ended]

TABLES = [
    "rules list",
    "rules show iwmo/3.2",
    "lint --codes",
    "mutate --operators",
    "conform scenarios",
    "explain TR018",
    "explain crossref-mismatch",
    "coverage long-names.cases.yaml --no-cache",
    "cache info",
]


@pytest.mark.parametrize("command", TABLES)
def test_what_is_told_fits_80_columns(
    project: Path, retour_here: Retour, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """But for what is one word, such as a path."""
    monkeypatch.setenv("COLUMNS", "80")
    write_cases(
        project / "long-names.cases.yaml",
        "message: tr018.xml\n"
        f"cases: [{{id: a-case-of-which-the-name-is-{'-'.join(['very'] * 8)}-long, expect: {{fires: [TR018]}}}}]\n",
    )

    lines = retour_here(*command.split()).out.splitlines()

    assert lines
    assert [line for line in lines if len(line) > 80 and " " in line.strip()] == []


def test_what_differs_between_rule_sets_fits(
    project: Path, retour_here: Retour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    write_cases(
        project / "a.cases.yaml",
        "message: tr018.xml\ncases: [{id: a-case-with-a-long-name, expect: {fires: [TR018]}}]\n",
    )

    said = retour_here("run", "a.cases.yaml", "--no-cache", "--rules", "demo/1.0", "--rules", "iwmo/2.1").out

    table = said.partition("what differs between the rule sets =")[2].partition("\n=")[0].splitlines()[1:]
    assert table[0] == "a.cases.yaml::a-case-with-a-long-name"
    assert table[1].split() == ["demo/1.0@1.0.3", "TR018"]
    assert table[2].split()[0] == "iwmo/2.1@2.1.0"


def test_in_a_pipe_a_row_is_a_line(retour_here: Retour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)

    lines = retour_here("rules", "list").out.splitlines()

    assert [line.split()[0] for line in lines] == ["demo/1.0", "ijw/2.1", "ijw/3.2", "iwmo/2.1", "iwmo/3.2"]
    assert lines[-1].endswith("WMO301 WMO305 WMO307 WMO315 WMO317 WMO319 WMO323 WMO325")
