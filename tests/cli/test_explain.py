"""`retour explain`: rules and retour codes, in the sets that know them, with the cases that speak of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from retour.explaining import GENERAL_MEANINGS
from retour.rulesets.ruleset import GENERAL_CODES
from samples import CATALOGUE, MANIFEST, in_reach, write_cases, write_set

Retour = Callable[..., Ended]

EDGE_CASES = """\
    edge_cases:
      - The same day passes.
      - A missing date passes.
"""

CASES = """\
message: tr018.xml
cases:
  - id: fires
    about: Too early.
    expect: {fires: [TR018]}
  - {id: by-retour-code, expect: {retour: [9018]}}
  - {id: silent, message: cs002.xml, expect: {fires: [CS002], not: [TR018]}}
  - {id: another, message: accepted.xml, expect: valid}
"""


def test_a_rule(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", catalogue=CATALOGUE + EDGE_CASES)
    write_cases(project / "a.cases.yaml", CASES)

    ended = retour_here("explain", "TR018", "--rules", "demo/1.0")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "TR018 → 9018  Support doesn't end before it began.",
        "  rule set    demo/1.0@1.0.3",
        "  checked in  WMO307",
        "              rules/demo/WMO307.xsl",
        "  in Dutch    De ondersteuning eindigt niet eerder dan zij begon.",
        "  level       rules",
        "  source      made up",
        "  certainty   inferred: the release itself doesn't state the rule",
        "  decided     - The same day passes.",
        "              - A missing date passes.",
        "  cases       1 expects it to fire",
        "              a.cases.yaml:3  fires",
        "  cases       1 expects its retour code",
        "              a.cases.yaml:6  by-retour-code",
        "  cases       1 expects it to stay silent",
        "              a.cases.yaml:7  silent",
    ]


def test_a_retour_code_leads_to_its_rule(retour_here: Retour) -> None:
    ended = retour_here("explain", "9018", "--rules", "demo/1.0")

    assert ended.code == 0
    assert ended.out.splitlines()[:3] == [
        "9018  a retour code",
        "TR018 → 9018  Support doesn't end before it began.",
        "  rule set    demo/1.0@1.0.3",
    ]
    assert ended.out.splitlines()[-1] == "  cases       none below this folder"


def test_every_set_in_reach_that_knows_the_code(retour_here: Retour) -> None:
    ended = retour_here("explain", "CS002")

    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0] == "CS002 → S002  no meaning is given: the set has none in a catalogue"
    assert "CS002 → S002  A burgerservicenummer passes the 11-test." in lines
    assert [line.split()[-1] for line in lines if "rule set" in line] == [
        "demo/1.0@1.0.3",
        "ijw/2.1@2.1.0",
        "ijw/3.2@3.2.0",
        "iwmo/2.1@2.1.0",
        "iwmo/3.2@3.2.0",
    ]


def test_sets_that_do_not_know_the_code_are_left_out(retour_here: Retour) -> None:
    document = json.loads(retour_here("explain", "XX001", "--format", "json").out)

    assert [found["id"] for found in document["rule_sets"]] == ["demo/1.0"]


def test_a_rule_without_a_retour_code(retour_here: Retour) -> None:
    assert retour_here("explain", "XX001").out.startswith("XX001, without a retour code  no meaning is given")


@pytest.mark.parametrize("code", sorted(GENERAL_CODES - {"0001"}))
def test_general_codes(retour_here: Retour, code: str) -> None:
    ended = retour_here("explain", code, "--rules", "demo/1.0")

    assert ended.code == 0
    assert ended.out.splitlines() == [
        f"{code}  {GENERAL_MEANINGS[code]}",
        "demo/1.0@1.0.3: no rule has it",
        "  cases       none below this folder",
    ]


def test_a_code_that_names_no_rule_in_a_catalogue(retour_here: Retour) -> None:
    ended = retour_here("explain", "8175", "--rules", "iwmo/2.1")

    assert ended.code == 0
    assert ended.out.splitlines() == [
        "8175  The declaration period ends before it begins.",
        "iwmo/2.1@2.1.0: no rule has it",
        "  in Dutch    De declaratieperiode eindigt voordat zij begint.",
        "  level       rules",
        "  source      LDT_RetourCode in the schema of iWmo 2.1",
        "  certainty   stated",
        "  decided     - CS108 asks the same, and answers S108.",
        "  cases       none below this folder",
    ]


def test_a_rule_that_the_set_leaves_out(retour_here: Retour) -> None:
    ended = retour_here("explain", "TR001", "--rules", "iwmo/2.1")

    assert ended.code == 0
    assert ended.out.splitlines()[:3] == [
        "TR001 → 9001  No public text tells what this rule asks.",
        "  rule set    iwmo/2.1@2.1.0",
        "  checked in  no message, not implemented: no public text",
    ]


def test_each_general_code_has_a_meaning() -> None:
    assert set(GENERAL_MEANINGS) == GENERAL_CODES


def test_a_general_code_that_a_rule_has(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml", "message: technical.xml\ncases: [{id: a, expect: {retour: [0001]}}]\n"
    )

    lines = retour_here("explain", "0001", "--rules", "demo/1.0").out.splitlines()

    assert lines[:2] == [
        "0001  The message is refused as a whole, on technical grounds.",
        "TR004 → 0001  no meaning is given: the set has none in a catalogue",
    ]
    assert lines[-2:] == ["  cases       1 expects its retour code", "              a.cases.yaml:2  a"]


def test_a_retour_code_of_several_rules(retour_here: Retour, project: Path) -> None:
    write_set(
        project / "rules" / "demo",
        manifest=MANIFEST.replace('TR004: "0001"', 'TR004: "0001", TR018: "0001"'),
        catalogue=CATALOGUE.replace('"9018"', '"0001"'),
    )
    write_cases(
        project / "a.cases.yaml", "message: technical.xml\ncases: [{id: a, expect: {retour: [0001]}}]\n"
    )

    of_retour_code = retour_here("explain", "0001", "--rules", "demo/1.0").out.splitlines()
    of_rule = retour_here("explain", "TR018", "--rules", "demo/1.0").out.splitlines()

    assert of_retour_code[1:4] == [
        "demo/1.0@1.0.3: 2 rules have it",
        "  TR004 → 0001  no meaning is given: the set has none in a catalogue",
        "  TR018 → 0001  Support doesn't end before it began.",
    ]
    assert of_retour_code[-1] == "              a.cases.yaml:2  a"
    assert of_rule[-1] == "  cases       none below this folder"  # 0001 may come from another rule


def test_a_rule_that_no_entry_reports(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", catalogue=CATALOGUE + "  - {code: TR019, messages: [WMO305]}\n")

    lines = retour_here("explain", "TR019").out.splitlines()

    assert "  checked in  no message: no entry of the set reports it" in lines


def test_the_filling_instruction(retour_here: Retour) -> None:
    lines = retour_here("explain", "IV028", "--rules", "ijw/2.1").out.splitlines()

    assert lines[2:4] == [
        "  checked in  JW302, JW304, JW306, JW308, JW316",
        "              by the harness, with the rules of the heenbericht",
    ]


def test_upper_and_lower_case(retour_here: Retour) -> None:
    assert retour_here("explain", "tr018") == retour_here("explain", "TR018")
    assert retour_here("explain", "s002").out.startswith("S002  a retour code\n")


def test_unknown_code(retour_here: Retour) -> None:
    assert retour_here("explain", "TR027") == Ended(
        2, "", "retour: the rule sets in reach have no rule or retour code 'TR027', did you mean 'TR021'?\n"
    )


def test_unknown_code_in_a_set(retour_here: Retour) -> None:
    assert retour_here("explain", "CD001", "--rules", "demo/1.0") == Ended(
        2, "", "retour: rule set demo/1.0 has no rule or retour code 'CD001', did you mean 'CD007'?\n"
    )


def test_unknown_set(retour_here: Retour) -> None:
    ended = retour_here("explain", "TR018", "--rules", "demo/1.1")

    assert ended.code == 2
    assert (
        ended.err
        == f"retour: no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'? In reach: {in_reach('demo/1.0')}\n"
    )


def test_json(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "demo", catalogue=CATALOGUE + EDGE_CASES)
    write_cases(project / "a.cases.yaml", CASES)

    ended = retour_here("explain", "TR018", "--rules", "demo/1.0", "--format", "json")

    document = json.loads(ended.out)
    (known,) = document["rule_sets"]
    assert len(known.pop("sha256")) == 64
    assert document == {
        "code": "TR018",
        "kind": "rule",
        "levels": [],
        "chain": None,
        "meaning": None,
        "rule_sets": [
            {
                "id": "demo/1.0",
                "version": "1.0.3",
                "general": None,
                "rules": [
                    {
                        "code": "TR018",
                        "retour": "9018",
                        "level": "rules",
                        "messages": ["WMO307"],
                        "not_implemented": None,
                        "entries": ["rules/demo/WMO307.xsl"],
                        "meaning": "Support doesn't end before it began.",
                        "meaning_nl": "De ondersteuning eindigt niet eerder dan zij begon.",
                        "source": "made up",
                        "certainty": "inferred",
                        "edge_cases": ["The same day passes.", "A missing date passes."],
                    }
                ],
                "cases": [
                    {
                        "expects": "fires",
                        "file": "a.cases.yaml",
                        "line": 3,
                        "id": "fires",
                        "about": "Too early.",
                    },
                    {
                        "expects": "retour",
                        "file": "a.cases.yaml",
                        "line": 6,
                        "id": "by-retour-code",
                        "about": None,
                    },
                    {"expects": "silent", "file": "a.cases.yaml", "line": 7, "id": "silent", "about": None},
                ],
            }
        ],
    }


def test_json_of_a_general_code(retour_here: Retour) -> None:
    document = json.loads(retour_here("explain", "0200", "--format", "json").out)

    meaning = "There is nothing to remark on this part of the message: it was assessed."
    assert (document["kind"], document["meaning"]) == ("retour", meaning)
    assert [found["rules"] for found in document["rule_sets"]] == [[], [], [], [], []]
    assert document["rule_sets"][0]["general"] is None
    assert document["rule_sets"][1]["general"] == {
        "meaning": meaning,
        "meaning_nl": "Over dit deel van het bericht is niets op te merken: het is beoordeeld.",
        "level": None,
        "messages": [],
        "source": "LDT_RetourCode in the schema of iWmo 2.1",
        "certainty": "stated",
        "edge_cases": [],
    }


def test_what_was_decided_of_a_code_without_a_rule(retour_here: Retour) -> None:
    result = retour_here("explain", "8376", "--rules", "iwmo/2.1")

    assert (
        result.out
        == """\
8376  A client stands in the file more than once.
iwmo/2.1@2.1.0: no rule has it
  in Dutch    Een cliënt komt in het bestand meer dan eens voor.
  level       rules
  source      LDT_RetourCode in the schema of iWmo 2.1
  certainty   stated
  decided     - TR101 asks the same, and answers 9101.
  cases       none below this folder
"""
    )


def test_cases_of_another_set_are_left_out(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "other", manifest=MANIFEST.replace("demo", "other"))
    write_cases(project / "a.cases.yaml", "rules: other/1.0\n" + CASES)

    document = json.loads(retour_here("explain", "TR018", "--format", "json").out)

    assert {found["id"]: len(found["cases"]) for found in document["rule_sets"]} == {
        "demo/1.0": 0,
        "other/1.0": 3,
        "ijw/2.1": 0,
        "ijw/3.2": 0,
        "iwmo/2.1": 0,
        "iwmo/3.2": 0,
    }


def test_broken_case_files_are_left_out_with_a_note(retour_here: Retour, project: Path) -> None:
    write_cases(project / "a.cases.yaml", CASES)
    write_cases(project / "b.cases.yaml", "cases: []\n")

    ended = retour_here("explain", "TR018", "--rules", "demo/1.0")

    assert ended.code == 0
    assert "              a.cases.yaml:3  fires" in ended.out.splitlines()
    assert ended.err == (
        "retour: left out: b.cases.yaml:1:1: no cases: a file without cases would always pass\n"
    )


def test_hidden_and_built_folders_are_not_searched(retour_here: Retour, project: Path) -> None:
    for folder in (".venv", "build", "node_modules"):
        write_cases(project / folder / "a.cases.yaml", "cases: []\n")

    assert retour_here("explain", "TR018").err == ""


def test_a_set_that_can_not_be_used_is_left_out_with_a_note(retour_here: Retour, project: Path) -> None:
    write_set(project / "rules" / "broken", manifest="id: [\n")

    ended = retour_here("explain", "TR018")

    assert ended.code == 0
    assert ended.out.startswith("TR018 → 9018")
    assert ended.err.startswith("retour: left out: ")


def test_what_a_level_finds(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml", "message: accepted.xml\ncases: [{id: a, expect: {file: [line-ends]}}]\n"
    )

    assert retour_here("explain", "Line-Ends").out.splitlines() == [
        "file line-ends  Lines end in something else than CR and LF.",
        "  severity    error, warning when lenient",
        "  source      OP192; for release 2.1 inferred",
        "  cases       1 expects it",
        "              a.cases.yaml:2  a",
    ]
    document = json.loads(retour_here("explain", "line-ends", "--format", "json").out)
    assert (document["kind"], document["rule_sets"]) == ("level", [])
    assert document["levels"][0]["severity"] == {"strict": "error", "lenient": "warning"}
    assert document["levels"][0]["cases"] == [{"file": "a.cases.yaml", "line": 2, "id": "a"}]


def test_near_to_what_a_level_finds(retour_here: Retour) -> None:
    ended = retour_here("explain", "line-end")

    assert ended.err.endswith("no rule or retour code 'line-end', did you mean 'line-ends'?\n")


def test_what_the_chain_would_say_of_a_finding(retour_here: Retour) -> None:
    assert retour_here("explain", "UUID").out.splitlines() == [
        "envelope uuid  A reference number is no UUID, or in envelope 2.1.04 not one of version 4 in lower case.",
        "  severity    error",
        "  source      the specifications of the envelope, 2.0 to 2.1.04",
        "  chain       RIN001 of RINIS: The envelope isn't valid against its schema.",
        "              IB009 of IB: A reference number or cross reference is no UUID of version 4.",
        "              CC04 of VECOZO: A reference number or cross reference is missing or no UUID of version 4.",
        "  cases       none below this folder",
    ]
    document = json.loads(retour_here("explain", "uuid", "--format", "json").out)
    assert document["levels"][0]["chain"] == ["RIN001", "IB009", "CC04"]


def test_an_error_code_of_the_chain(retour_here: Retour) -> None:
    assert retour_here("explain", "stuf055") == Ended(
        0,
        "StUF055  The message in the envelope isn't valid against its schema.\n"
        "  raised by   gemeente, IB, in a Fo01\n"
        "  listed in   2017-03-28, 2017-04-03, 2018\n"
        "  found as    envelope payload-file, schema\n",
        "",
    )
    assert "  found as    nothing: it takes more than an envelope\n" in retour_here("explain", "BRS02").out
    document = json.loads(retour_here("explain", "CC09", "--format", "json").out)
    assert document["kind"] == "chain"
    assert document["chain"] == {
        "issuers": ["VECOZO"],
        "lists": ["2017-04-03"],
        "found_as": ["envelope party-mismatch"],
    }


def test_cases_with_a_known_gap_are_told_as_such(retour_here: Retour, project: Path) -> None:
    write_cases(
        project / "a.cases.yaml",
        "cases:\n"
        "  - {id: wrong, message: tr018.xml, expect: valid, known: {fires: [TR018]}}\n"
        "  - {id: missed, message: accepted.xml, known: {silent: [TR018]}}\n"
        "  - {id: over, message: tr018.xml, expect: {fires: [TR018]}, known: {silent: [TR018], until: 1.0}}\n",
    )

    ended = retour_here("explain", "TR018", "--rules", "demo/1.0")

    assert ended.out.splitlines()[-5:] == [
        "  cases       2 expect it to fire",
        "              a.cases.yaml:2  wrong (known gap)",
        "              a.cases.yaml:4  over",
        "  cases       1 expects it to stay silent",
        "              a.cases.yaml:3  missed (known gap)",
    ]
