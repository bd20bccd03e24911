"""A project with a small set in the official layout, its catalogue, two cases, and a rule report of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from official_layout import write_official_set
from processes import Ended, run_here
from report_samples import write_bare, write_workbook
from samples import MESSAGE, TR018_ONCE, write_cases

CATALOGUE = """\
rules:
  - {code: TR018, retour: "9018", messages: [WMO307], places: {"307": [StopProduct/Begindatum]}}
  - {code: CS002, retour: "0001", messages: [WMO307], places: {"307": [Client/Bsn]}}
  - {code: TR900, retour: "9900", level: pair, messages: [WMO307], not_implemented: takes a retour, places: {"307": [.]}}
  - {code: RS901, level: schema, messages: [WMO305], not_implemented: left to the schema,
     places: {"305": [Header/Datum/Dag/Waarde]}}
  - {code: TR902, messages: [WMO307], not_implemented: no text}
"""
CASES = """\
rules: iwmo/2.1
cases:
  - {id: accepted, message: accepted.xml, expect: valid}
  - {id: ends-early, message: tr018.xml, expect: {fires: [TR018]}}
  - {id: not-a-duplicate, message: accepted.xml, expect: {not: [CS002]}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, in which the test stands."""
    folder = tmp_path / "project"
    rules = write_official_set(folder / "rules/wmo/2_1")
    (rules / "catalogue.yaml").write_text(CATALOGUE, encoding="utf-8")
    (folder / "accepted.xml").write_text(MESSAGE, encoding="utf-8")
    (folder / "tr018.xml").write_text(TR018_ONCE, encoding="utf-8")
    (folder / "retour.toml").touch()
    write_cases(folder / "stop.cases.yaml", CASES)
    write_workbook(folder / "report.xlsx")
    write_bare(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def report(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Runs `retour rules report` in the project, within this process."""
    return partial(run_here(monkeypatch, capsys), "rules", "report")
