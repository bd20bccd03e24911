"""What a machine reads: the document of --format json and --retour-json, and SARIF."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from expectations import expecting
from retour.model import (
    Case,
    Claim,
    Finding,
    Identity,
    LevelResult,
    Location,
    Outcome,
    Place,
    Problem,
    RuleSetStamp,
    Verdict,
)
from retour.reports import annotations_of, document_of, result_of, sarif_of

FINDING = Finding("rules", "TR018", "9018", (Location("/Bericht/Zoë", 41),), "Te vroeg.")
OUTCOME = Outcome(
    "map/stop.xml",
    "ab" * 32,
    Identity.of("http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"),
    RuleSetStamp("iwmo/2.1", "2.1.0", "cd" * 32),
    (LevelResult("rules", "failed"),),
    (FINDING,),
    report="<Rapport/>",
)
BROKEN = Outcome("kapot.xml", problem=Problem("not-xml", "kapot.xml:1:1: not well-formed XML: no"))


def test_result() -> None:
    assert result_of(OUTCOME) == {
        "message": "map/stop.xml",
        "sha256": "ab" * 32,
        "standard": "iwmo",
        "release": "2.1",
        "type": "WMO307",
        "rules": {"id": "iwmo/2.1", "version": "2.1.0", "sha256": "cd" * 32},
        "levels": [{"level": "rules", "status": "failed"}],
        "findings": [
            {
                "level": "rules",
                "severity": "error",
                "code": "TR018",
                "retour": "9018",
                "details": "Te vroeg.",
                "locations": [{"path": "/Bericht/Zoë", "line": 41, "document": None}],
            }
        ],
        "undecided": [],
        "left_out": [],
        "clock": None,
        "status": "rejected",
        "error": None,
        "error_kind": None,
    }


def test_result_with_a_problem() -> None:
    assert result_of(BROKEN) == {
        "message": "kapot.xml",
        "sha256": None,
        "standard": None,
        "release": None,
        "type": None,
        "rules": None,
        "levels": [],
        "findings": [],
        "undecided": [],
        "left_out": [],
        "clock": None,
        "status": "error",
        "error": "kapot.xml:1:1: not well-formed XML: no",
        "error_kind": "not-xml",
    }


def test_result_of_a_case() -> None:
    case = Case(
        "a",
        Place("a.cases.yaml", 3, 5),
        Path("a.cases.yaml"),
        "iwmo/2.1",
        Path("stop.xml"),
        expecting(),
        tags=("stop",),
    )
    verdict = Verdict(
        "not as expected", (Claim("CS002", at=("//Bsn",)),), (FINDING,), ("CS002 did not fire",)
    )

    result = result_of(OUTCOME, case, verdict)

    assert result["case"] == {"file": "a.cases.yaml", "line": 3, "id": "a", "tags": ["stop"]}
    assert result["verdict"] == {
        "status": "not as expected",
        "missing": [
            {
                "level": "rules",
                "code": "CS002",
                "retour": None,
                "at": ["//Bsn"],
                "times": None,
                "details": None,
            }
        ],
        "unexpected": result["findings"],
        "reasons": ["CS002 did not fire"],
    }


def test_result_of_a_case_with_a_mistake_in_it() -> None:
    case = Case(
        "a", Place("a.cases.yaml", 3, 5), Path("a.cases.yaml"), "iwmo/2.1", Path("stop.xml"), expecting()
    )
    sentence = "a.cases.yaml:4:9: at //Iban selects nothing in this message"

    result = result_of(
        OUTCOME, case, Verdict("error", reasons=(sentence,), problem=Problem("case-file", sentence, 2))
    )

    assert (result["error"], result["error_kind"]) == (sentence, "case-file")


def test_document() -> None:
    document = document_of("SaxonC-HE 13.1.1", [result_of(OUTCOME), result_of(BROKEN)])

    assert "Zoë" in document
    assert json.loads(document) == {
        "harness": version("retour-harness"),
        "engine": "SaxonC-HE 13.1.1",
        "results": [result_of(OUTCOME), result_of(BROKEN)],
    }


def test_sarif() -> None:
    log = json.loads(
        sarif_of(annotations_of(map(result_of, [OUTCOME, BROKEN])), {"TR018": "Ends too early."})
    )

    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "TR018", "shortDescription": {"text": "Ends too early."}}
    ]
    assert run["results"] == [
        {
            "ruleId": "TR018",
            "level": "error",
            "message": {"text": "TR018 (retour code 9018): Te vroeg."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "map/stop.xml"},
                        "region": {"startLine": 41},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "/Bericht/Zoë"}],
                }
            ],
        }
    ]
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": "kapot.xml:1:1: not well-formed XML: no"},
                    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "kapot.xml"}}}],
                }
            ],
        }
    ]


def test_sarif_of_a_finding_that_says_little() -> None:
    bare = Outcome("stop.xml", findings=(Finding("rules", "XX001", None, (Location("/Bericht"),)),))

    (run,) = json.loads(sarif_of(annotations_of([result_of(bare)]), {}))["runs"]

    assert run["tool"]["driver"]["rules"] == [{"id": "XX001"}]
    assert run["results"][0]["message"] == {"text": "XX001: the rule is broken"}
    assert run["results"][0]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "stop.xml"}}
    assert run["invocations"][0]["executionSuccessful"] is True


def test_sarif_uri_is_a_uri() -> None:
    spaced = Outcome("een map/zoë.xml", findings=(FINDING,))

    (run,) = json.loads(sarif_of(annotations_of([result_of(spaced)]), {}))["runs"]

    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "een%20map/zo%C3%AB.xml"
