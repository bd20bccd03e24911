"""Cases, fragments, tables and messages."""

from __future__ import annotations

from example_parts import (
    BSN_TABLE,
    CASES,
    FRAGMENT,
    INCLUDING,
    NAMED_EDITS,
    REMEDY,
    SHARED,
    START,
    START_CASES,
    TABLE,
    TWO_CASES,
    WITH_BSN,
    Example,
    here,
    start,
)
from samples import MESSAGE
from small_project import MESSAGE_305, case

FIRING = [
    Example(
        "L010",
        "the same case by another name",
        {CASES: TWO_CASES.format(first="Jo", second="Jo")},
        (
            here(
                6,
                5,
                "L010",
                "case second asks what first on line 3 asks: the same message, edits and expectation",
            ),
        ),
    ),
    Example(
        "L011",
        "edits of a case file",
        {CASES: NAMED_EDITS.replace("EDIT", '{set: "//Naam", to: Jo}')},
        (
            here(3, 3, "L011", "no case uses the edits 'renamed'"),
            here(5, 3, "L011", "no case uses the edits 'by-way-of'"),
        ),
    ),
    Example(
        "L011",
        "edits of a fragment",
        {CASES: INCLUDING, FRAGMENT: SHARED + '  other:\n    - {remove: "//Naam"}\n'},
        (here(4, 3, "L011", "no case uses the edits 'other'", FRAGMENT),),
    ),
    Example(
        "L012",
        "a fragment that no one includes",
        {FRAGMENT: "include: []\nmessage: stop.xml\n"},
        (f"{FRAGMENT}: L012 no case file includes this fragment",),
    ),
    Example(
        "L013",
        "in the row of a table",
        {CASES: BSN_TABLE},
        (here(6, 28, "L013", f"111222333 may be somebody's BSN: {REMEDY}"),),
    ),
    Example(
        "L013",
        "in XML that is added, in a copy and in bytes",
        {
            CASES: case(
                "{fires: [CS002]}",
                more="""\
    edit:
      - {add: <Client><Bsn>111222333</Bsn></Client>, into: //Clienten}
      - {repeat: "//Client[1]", times: 2, with: {Bsn: 111222333}}
    raw:
      - {replace: 999990019, with: 111222333}
""",
            )
        },
        tuple(here(line, 9, "L013", f"111222333 may be somebody's BSN: {REMEDY}") for line in (6, 7, 9)),
    ),
    Example(
        "L014",
        "a column that was forgotten",
        {CASES: TABLE.replace("NAME", "Jo")},
        (
            here(5, 24, "L014", "nothing in the case uses {name}"),
            here(
                6,
                9,
                "L010",
                "case named-long asks what named-short on line 5 asks: the same message, edits and expectation",
            ),
        ),
    ),
    Example(
        "L014",
        "a column of the file's rows that was forgotten",
        {CASES: "each: {one: {set: demo/1.0, day: 1}}\nrules: '{set}'\n" + case("valid")},
        (here(1, 29, "L014", "nothing in the file uses {day}"),),
    ),
    Example(
        "L015",
        "an edit that fits nothing",
        {CASES: case("valid", more='    edit: [{set: "//Name", to: Jo}]\n')},
        (
            here(
                5,
                12,
                "L015",
                "case this can't reach a verdict: //Name selects nothing in this message; nearby there are //Naam",
            ),
        ),
    ),
    Example(
        "L015",
        "a claim at a place that isn't there",
        {CASES: case("{fires: [{code: TR018, at: //Product}]}")},
        (
            here(
                4,
                22,
                "L015",
                "case this can't reach a verdict: at //Product selects nothing in this message",
            ),
        ),
    ),
    Example(
        "L015",
        "a message that the set doesn't check",
        {START: MESSAGE.replace("wmo307", "wmo999"), START_CASES: case("valid", message="start.xml")},
        (
            here(
                3,
                5,
                "L015",
                "case this can't reach a verdict: rule set demo/1.0 doesn't check iwmo 2.1 WMO999: "
                "it checks WMO305, WMO307 of iwmo 2.1",
                START_CASES,
            ),
        ),
    ),
    Example(
        "L101",
        "in the folder of a case file",
        {START: MESSAGE_305},
        (f"{START}: L101 no case names this message",),
    ),
    Example(
        "L101",
        "below one, and not readable",
        {"cases/old/start.xml": "<Bericht"},
        ("cases/old/start.xml: L101 no case names this message",),
    ),
    Example(
        "L102",
        "no longer well-formed",
        {"cases/stop.xml": "<Bericht>\n</Berigt>"},
        (
            "cases/stop.xml:2:10: L102 can't be read, and case accepted is about it: not well-formed XML: "
            "Opening and ending tag mismatch: Bericht line 1 and Berigt",
        ),
    ),
    Example(
        "L103",
        "a number that passes the 11-test",
        {"cases/stop.xml": WITH_BSN},
        (f"cases/stop.xml:5:7: L103 111222333 may be somebody's BSN: {REMEDY}",),
    ),
]

SILENT = [
    Example("L010", "another edit", {CASES: TWO_CASES.format(first="Jo", second="An")}),
    Example("L011", "used by way of others", {CASES: NAMED_EDITS.replace("EDIT", "{use: by-way-of}")}),
    Example("L011", "edits of a fragment", {CASES: INCLUDING, FRAGMENT: SHARED}),
    Example("L012", "another YAML file beside case files", {FRAGMENT: "version: 2\n"}),
    Example("L013", "a number of the test range", {CASES: BSN_TABLE.replace("111222333", "999990020")}),
    Example(
        "L013",
        "a number that the project knows to be nobody's",
        {CASES: BSN_TABLE, "retour.toml": 'rules = "demo/1.0"\ntest_bsns = ["111222333"]\n'},
    ),
    Example("L014", "every column is used", {CASES: TABLE.replace("NAME", '"{name}"')}),
    Example(
        "L015", "an edit that fits", {CASES: case("valid", more='    edit: [{set: "//Naam", to: Jo}]\n')}
    ),
    Example("L101", "a message that a case names", start("valid")),
    Example("L101", "an XML file that is no message", {"cases/suite.xml": "<testsuite/>"}),
    Example(
        "L102",
        "a case that is about the file being broken",
        {"cases/stop.xml": "<Bericht>", CASES: case("valid", more="    skip: the sender mends it\n")},
    ),
    Example(
        "L102",
        "bytes that are edited",
        {CASES: case("valid", more="    raw: [{truncate: 20}]\n")},
    ),
    Example(
        "L103",
        "a number that fails the 11-test",
        {"cases/stop.xml": MESSAGE.replace("999990019", "111222334")},
    ),
    Example(
        "L103",
        "a number that the project knows to be nobody's",
        {"cases/stop.xml": WITH_BSN, "retour.toml": 'rules = "demo/1.0"\ntest_bsns = ["111222333"]\n'},
    ),
]
