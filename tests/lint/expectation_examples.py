"""Case files that don't load, and expectations that can't fail, can't pass or say nothing."""

from __future__ import annotations

from example_parts import (
    CASES,
    START,
    START_CASES,
    Example,
    here,
    start,
)
from small_project import MESSAGE_305, case

FIRING = [
    Example(
        "L001",
        "a misspelt key",
        {CASES: case("{fire: [TR018]}")},
        (
            here(
                4,
                14,
                "L001",
                "unknown key 'fire', did you mean 'fires'?",
            ),
        ),
    ),
    Example(
        "L001",
        "a code that the set doesn't have",
        {CASES: case("{fires: [TR019]}")},
        (here(4, 22, "L001", "rule set demo/1.0 has no rule 'TR019', did you mean 'TR018'?"),),
    ),
    Example(
        "L002",
        "everything is tolerated",
        {CASES: case('{allow: ["*"]}')},
        (
            here(
                4,
                21,
                "L002",
                "case this can't fail: `allow` tolerates every rule that is judged, and nothing is claimed",
            ),
        ),
    ),
    Example(
        "L002",
        "all that lies in the scope is tolerated",
        {CASES: case("{scope: [TR*], allow: [TR018, TR002], fires: []}")},
        (
            here(
                4,
                35,
                "L002",
                "case this can't fail: `allow` tolerates every rule that is judged, and nothing is claimed",
            ),
        ),
    ),
    Example(
        "L003",
        "a scope of another message type",
        start("{scope: [TR018], fires: []}"),
        (
            here(
                4,
                21,
                "L003",
                "the scope TR018 holds no rule that is checked for WMO305: nothing is judged",
                START_CASES,
            ),
        ),
    ),
    Example(
        "L004",
        "silence of a rule of another message type",
        start("{fires: [], not: [CS002, TR018]}"),
        (
            here(
                4,
                38,
                "L004",
                "TR018 isn't checked for WMO305, so it stays silent whatever is in the message",
                START_CASES,
            ),
        ),
    ),
    Example(
        "L005",
        "a claim of a rule of another message type",
        start("{fires: [TR018]}"),
        (here(4, 22, "L005", "case this can't pass: TR018 isn't checked for WMO305", START_CASES),),
    ),
    Example(
        "L006",
        "fires and stays silent",
        {CASES: case("{fires: [TR018], not: [TR018]}")},
        (here(4, 5, "L006", "case this can't pass: TR018 stands under `fires` and under `not`"),),
    ),
    Example(
        "L006",
        "nothing fires and the message is invalid",
        {CASES: case("{fires: [], valid: false}")},
        (
            here(
                4,
                5,
                "L006",
                "case this can't pass: `fires: []` says that nothing fires, and `valid: false` that something does",
            ),
        ),
    ),
    Example(
        "L006",
        "nothing fires and a retour code comes",
        {CASES: case('{fires: [], retour: ["9018"]}')},
        (here(4, 5, "L006", "case this can't pass: nothing may fire, so retour code 9018 can't come"),),
    ),
    Example(
        "L006",
        "findings of two levels, of which the first ends the check",
        {CASES: case("{schema: invalid, fires: [TR018]}")},
        (
            here(
                4,
                5,
                "L006",
                "case this can't pass: the level schema ends the check, so nothing is found at the level rules",
            ),
        ),
    ),
    Example(
        "L007",
        "tolerated and claimed",
        {CASES: case("{fires: [TR018], allow: [CS002, TR01*]}")},
        (here(4, 45, "L007", "TR018 is claimed, wherever it fires: `allow` adds nothing"),),
    ),
    Example(
        "L008",
        "valid twice",
        {CASES: case("{valid: true, fires: []}")},
        (here(4, 27, "L008", "`valid: true` says `fires: []` already"),),
    ),
    Example(
        "L008",
        "invalid twice",
        {CASES: case("{valid: false, fires: [TR018]}")},
        (here(4, 14, "L008", "`fires` says already that the message isn't valid"),),
    ),
    Example(
        "L008",
        "a word twice",
        {CASES: case("{fires: [], not: [TR018, TR018]}")},
        (here(4, 30, "L008", "TR018 stands twice under `not`"),),
    ),
    Example(
        "L009",
        "tolerates a rule of another message type",
        start("{fires: [], allow: [TR018]}"),
        (
            here(
                4,
                33,
                "L009",
                "TR018 tolerates nothing: no rule of that name is checked for WMO305",
                START_CASES,
            ),
        ),
    ),
    Example(
        "L009",
        "tolerates what lies outside the scope",
        {CASES: case("{fires: [], scope: [CS*], allow: [TR018]}")},
        (here(4, 47, "L009", "TR018 tolerates nothing: it lies outside the scope, where nothing is judged"),),
    ),
    Example(
        "L009",
        "tolerates what must stay silent",
        {CASES: case("{fires: [], not: [TR018], allow: [TR018]}")},
        (here(4, 47, "L009", "TR018 tolerates nothing: `not` says that it stays silent"),),
    ),
    Example(
        "L009",
        "tolerates where nothing is exact",
        {CASES: case("{valid: false, allow: [TR018]}")},
        (here(4, 36, "L009", "TR018 tolerates nothing: `valid: false` alone leaves open what fires"),),
    ),
]

SILENT = [
    Example("L001", "a case file that loads", {CASES: case("{fires: [TR018]}")}),
    Example("L002", "everything but one is tolerated", {CASES: case("{allow: [TR*]}")}),
    Example(
        "L002",
        "everything is tolerated but what must stay silent",
        {CASES: case('{allow: ["*"], not: [TR018]}')},
    ),
    Example("L003", "a scope of this message type", {CASES: case("{scope: [TR018], fires: []}")}),
    Example("L004", "the rule that an exact case is about", {CASES: case("{fires: [], not: [TR018]}")}),
    Example("L005", "a claim of a rule of this message type", {CASES: case("{fires: [TR018, CS002]}")}),
    Example(
        "L005",
        "a claim that is expected to fail",
        {
            START: MESSAGE_305,
            START_CASES: case("{fires: [TR018]}", message="start.xml", more="    xfail: not yet\n"),
        },
    ),
    Example("L006", "a warning and a rule", {CASES: case("{file: [line-ends], fires: [TR018]}")}),
    Example("L006", "one fires and another stays silent", {CASES: case("{fires: [TR018], not: [CS002]}")}),
    Example(
        "L006", "something tolerated must fire", {CASES: case("{fires: [], valid: false, allow: [TR018]}")}
    ),
    Example(
        "L007",
        "claimed at one place and tolerated at others",
        {CASES: case("{fires: [{code: TR018, at: '//StopProduct[1]'}], allow: [TR018]}")},
    ),
    Example("L008", "said once", {CASES: case("{valid: true, allow: [TR018]}")}),
    Example("L009", "tolerates a rule of this message type", {CASES: case("{fires: [], allow: [TR018]}")}),
]
