"""Mistakes in rules across messages: the run of their entry is a trial of its own."""

from __future__ import annotations

from pathlib import Path

from history_samples import write_history_project
from retour.cases import load_cases
from retour.engines import open_engine
from retour.mutation.memory import Memory
from retour.mutation.mutating import Options, mutate
from retour.workspace import Workspaces
from samples import write_cases

CASES = """\
message: accepted.xml
cases:
  - {id: came-before, history: [other.xml, accepted.xml], expect: {fires: [{code: TR074, details: 1 of 2*, times: 1}]}}
  - {id: is-new, history: [other.xml], expect: {not: [TR074], valid: true, undecided: [TR378]}}
  - {id: on-no-list, history: [], registers: {namen: [Jan], bsns: [Piet]}, expect: {fires: [{code: TR378, at: //Naam, times: 1}], undecided: []}}
  - {id: on-the-list, history: [], registers: {bsns: [], namen: [Jan, Zoë van Ammerveld]}, expect: {not: [TR378], valid: true}}
  - {id: alone, message: tr018.xml, expect: {fires: [TR018]}}
"""


def test_mutants_of_both_entries_of_a_message(tmp_path: Path) -> None:
    project = write_history_project(tmp_path)
    file = write_cases(project / "all.cases.yaml", CASES)
    engine = open_engine("saxon", 1)
    try:
        found = mutate(load_cases(file), Workspaces(), engine, Options(Memory(None, "")))
    finally:
        engine.close()

    assert found.cases == 5
    by_file = {
        folder: [result for result in found.results if result.mutant.file.parent.name == folder]
        for folder in ("demo", "history")
    }
    assert {result.mutant.file.name for result in found.results} == {"WMO307.xsl"}
    noticed = [result for result in by_file["history"] if result.status == "killed"]
    assert len(noticed) > 0.7 * len(by_file["history"]) > 10
    assert any(
        "undecided" in (result.reason or "") or "decided" in (result.reason or "") for result in noticed
    )
    assert any(result.status == "killed" for result in by_file["demo"])
