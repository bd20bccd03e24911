"""The document of a large run doesn't stand in memory."""

from __future__ import annotations

import json
import tracemalloc
from random import Random

from retour.model import Case, Expectation, Finding, Location, Outcome, Place, Verdict
from retour.reports import ResultSpool, document_of, result_of


def results(number: int, findings: int) -> list[dict[str, object]]:
    found = []
    for line in range(1, number + 1):
        case = Case(f"case-{line}", Place("zoë.cases.yaml", line), __file__, None, __file__, Expectation())  # type: ignore[arg-type]
        places = (Location(f"/Bericht/Client[{line}]", line),)
        outcome = Outcome(
            "stop.xml", findings=(Finding("rules", "TR018", "9018", places, "Te vroeg."),) * findings
        )
        found.append(result_of(outcome, case, Verdict("as expected")))
    return found


def test_the_same_document_in_whatever_order_results_come() -> None:
    told = results(20, 3)
    spool = ResultSpool()
    for result in Random(1).sample(told, len(told)):
        spool.add(result)

    text = "".join(spool.pieces("SaxonC-HE 13.1.1"))

    assert (len(spool), list(spool), list(spool)) == (len(told), told, told)
    assert told[3] in spool
    assert {} not in spool
    assert text == document_of("SaxonC-HE 13.1.1", told)
    assert json.loads(text)["results"] == told


def test_an_empty_document() -> None:
    text = "".join(ResultSpool().pieces("none"))

    assert json.loads(text)["results"] == []
    assert text == document_of("none", [])


def test_names_that_are_no_utf_8() -> None:
    (result,) = results(1, 1)
    result["message"] = "\udcff.xml"
    spool = ResultSpool()
    spool.add(result)

    assert "".join(spool.pieces("x")) == document_of("x", [result])


def test_findings_stay_on_the_disk() -> None:
    (result,) = results(1, 500)
    spool = ResultSpool()
    tracemalloc.start()
    try:
        for _ in range(100):
            spool.add(json.loads(json.dumps(result)))  # each its own, as from a run
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        size = sum(map(len, spool.pieces("x")))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert size > 10_000_000
    assert kept < 1_000_000
    assert peak < 2_000_000
