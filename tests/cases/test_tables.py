"""Tables (`each`) and fragments (`include`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from edit_samples import edit
from expectations import expecting
from retour import load_cases
from retour.cases.expect import claims
from retour.errors import CaseFileError
from retour.model import Claim, Place

Write = Callable[..., Path]


def test_a_row_is_a_case(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - id: end-{label}
            about: Ends {label}.
            each:
              - {label: same-day, end: 2017-06-12, fires: []}
              - {label: day-before, end: 2017-06-11, fires: [TR018, {code: CS002, times: 2}]}
            edit: [{set: //Einddatum, to: "{end}"}]
            expect: {fires: "{fires}"}
        """)

    same, before = load_cases(file)

    assert (same.id, before.id) == ("end-same-day", "end-day-before")
    assert before.about == "Ends day-before."
    assert [case.edits[0].how.to for case in (same, before)] == ["2017-06-12", "2017-06-11"]
    assert same.expect == expecting(fires=())
    assert claims(before.expect) == (Claim("TR018"), Claim("CS002", times=2))
    assert before.place == Place("stop.cases.yaml", 7, 9)


def test_rows_of_an_id_without_placeholder_are_numbered(cases: Write) -> None:
    file = cases("""\
        cases:
          - {id: row, each: [{m: accepted.xml}, {m: tr018.xml}], message: "{m}", expect: {allow: ["*"], not: [CD007]}}
        """)

    assert [case.id for case in load_cases(file)] == ["row-1", "row-2"]


def test_texts_of_a_row_stay_as_written(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - {id: "a-{code}", each: [{code: 0001}], edit: [{set: //Bsn, to: "{code}"}], expect: valid}
        """)

    (case,) = load_cases(file)

    assert (case.id, case.edits[0].how.to) == ("a-0001", "0001")


def test_a_row_makes_use_of_its_own_columns(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - id: "a-{d}"
            each: [{d: 9, bsn: "99999001{d}"}]
            edit: [{set: //Bsn, to: "{bsn}"}]
            expect: valid
        """)

    (case,) = load_cases(file)

    assert case.edits[0].how.to == "999990019"


def test_copies_of_repeat_are_counted_inside_a_table(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - id: "copies-{times}"
            each: [{times: 2}]
            edit: [{repeat: //Bsn, times: "{times}", with: {Naam: "n{n}"}}]
            expect: valid
        """)

    (case,) = load_cases(file)

    assert (case.edits[0].how.times, case.edits[0].how.settings) == (2, [{"Naam": "n{n}"}])


TWO_STANDARDS = """\
each:
  one: {file: accepted.xml, day: 2017-06-12}
  two: {file: tr018.xml, day: 2017-06-11}
message: "{file}"
tags: [shared, "{file}"]
cases:
  - id: end
    tags: [own]
    edit: [{set: //Einddatum, to: "{day}"}]
    expect: {allow: ["*"], not: [CD007]}
  - id: bsn-{bsn}
    each: [{bsn: 999990019, file: tr018.xml}, {bsn: 999990020}]
    message: "{file}"
    edit: [{set: //Bsn, to: "{bsn}"}]
    expect: {allow: ["*"], not: [CD007]}
"""


def test_a_file_has_its_cases_once_per_row(cases: Write) -> None:
    found = {case.id: case for case in load_cases(cases(TWO_STANDARDS))}

    assert list(found) == [
        "end-one", "bsn-999990019-one", "bsn-999990020-one",
        "end-two", "bsn-999990019-two", "bsn-999990020-two",
    ]  # fmt: skip
    assert [case.message.name for case in found.values()] == [
        "accepted.xml", "tr018.xml", "accepted.xml",
        "tr018.xml", "tr018.xml", "tr018.xml",
    ]  # fmt: skip
    assert found["end-two"].edits[0].how.to == "2017-06-11"
    assert found["end-two"].tags == ("shared", "tr018.xml", "own")
    assert found["bsn-999990019-two"].tags == ("shared", "tr018.xml")
    assert found["end-one"].place == found["end-two"].place == Place("stop.cases.yaml", 7, 5)
    assert found["bsn-999990020-two"].place == Place("stop.cases.yaml", 12, 47)


def test_fragment(cases: Write) -> None:
    (cases("", "shared/birth-dates.yaml")).write_text(
        "rules: ../rules/demo\ntags: [shared]\nedits:\n  unknown:\n    - {set: //Datum, to: 1900-01-01}\n",
        encoding="utf-8",
    )
    file = cases("""\
        include: shared/birth-dates.yaml
        message: accepted.xml
        tags: [own]
        edits:
          twice: [{use: unknown}, {remove: //Naam}]
        cases:
          - {id: a, edit: [{use: twice}], expect: valid}
        """)

    (case,) = load_cases(file)

    assert case.tags == ("shared", "own")
    assert case.rules == str(file.parent / "rules" / "demo")
    assert case.edits == (
        edit(set="//Datum", to="1900-01-01"),
        edit(remove="//Naam"),
    )
    assert str(case.edits[0].place) == "shared/birth-dates.yaml:5:7"


HEAD = "message: accepted.xml\ncases:\n"

ERRORS = {
    "each-no-list": (
        HEAD + "  - {id: a, each: {b: c}, expect: valid}\n",
        "3:19: 'each' takes a list of rows, each a mapping of names to values",
    ),
    "no-value": (
        HEAD + '  - {id: "a-{b}", each: [{c: d}], expect: valid}\n',
        "3:10: {b} has no value in this row; it has c",
    ),
    "list-inside-text": (
        HEAD + '  - {id: "a-{b}", each: [{b: [c]}], expect: valid}\n',
        "3:10: {b} is a list or a mapping: it can't stand inside other text",
    ),
    "each-of-a-file-no-mapping": (
        "each: [{a: b}]\n" + HEAD + "  - {id: a, expect: valid}\n",
        "1:7: the 'each' of a file takes rows by name, each a mapping of names to values",
    ),
    "no-value-in-a-row-of-the-file": (
        'each: {one: {a: b}}\nrules: "{c}"\n' + HEAD + "  - {id: a, expect: valid}\n",
        "2:8: {c} has no value in this row; it has a",
    ),
    "message-of-a-row-is-not-there": (
        'each: {one: {m: acepted.xml}}\nmessage: "{m}"\ncases: [{id: a, expect: valid}]\n',
        "2:10: no message file acepted.xml, did you mean 'accepted.xml'?",
    ),
    "name-of-a-row-that-ends-no-id": (
        "each: {one/1: {}}\n" + HEAD + "  - {id: a, expect: valid}\n",
        "4:10: 'a-one/1' is no id: leave out white space, slashes, colons, square brackets and control characters",
    ),
    "wrong-form-of-a-shared-key": (
        "each: {one: {}}\ntags: [a b]\n" + HEAD + "  - {id: a, expect: valid}\n",
        "2:8: 'a b' is no tag: a letter, then letters, digits, '-', '_' or '.'",
    ),
    "same-id-twice": (
        HEAD + '  - {id: "a-{b}", each: [{b: c}, {b: c}], expect: valid}\n',
        "3:34: id 'a-c' is taken by the case on line 3",
    ),
    "no-fragment": (
        "include: gone.yaml\n" + HEAD + "  - {id: a, expect: valid}\n",
        "1:10: no file gone.yaml to include",
    ),
    "no-such-edits": (
        "edits: {unknown: [{remove: //Naam}]}\n"
        + HEAD
        + "  - {id: a, edit: [{use: unknwon}], expect: valid}\n",
        "4:20: no edits are called 'unknwon', did you mean 'unknown'?",
    ),
    "path-to-quote": (
        HEAD + "  - {id: a, edit: [{set: //Client[1]/Bsn, to: x}], expect: valid}\n",
        "3:34: a path with [ in it must be quoted here: between { } or [ ] a bracket begins a list",
    ),
    "edits-in-a-circle": (
        "edits: {a: [{use: a}]}\n" + HEAD + "  - {id: a, edit: [{use: a}], expect: valid}\n",
        "1:13: the edits 'a' use themselves",
    ),
    "no-edit": (
        HEAD + "  - {id: a, edit: [{to: x}], expect: valid}\n",
        "3:20: no edit, where exactly one belongs",
    ),
    "two-edits": (
        HEAD + "  - {id: a, edit: [{set: //Bsn, to: x, remove: //Bsn}], expect: valid}\n",
        "3:20: 'set' and 'remove': one edit at a time",
    ),
    "set-without-to": (HEAD + "  - {id: a, edit: [{set: //Bsn}], expect: valid}\n", "3:20: 'set' needs 'to'"),
    "remove-with-to": (
        HEAD + "  - {id: a, edit: [{remove: //Bsn, to: x}], expect: valid}\n",
        "3:20: 'remove' has no use for 'to'",
    ),
    "add-without-side": (
        HEAD + "  - {id: a, edit: [{add: <a/>}], expect: valid}\n",
        "3:20: no side (before, after, into, into first), where exactly one belongs",
    ),
    "misspelt-edit": (
        HEAD + "  - {id: a, edit: [{remov: //Bsn}], expect: valid}\n",
        "3:21: unknown key 'remov', did you mean 'remove'?",
    ),
    "raw-without-with": (
        HEAD + "  - {id: a, raw: [{replace: x}], expect: valid}\n",
        "3:19: 'replace' needs 'with'",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), ERRORS.values(), ids=ERRORS.keys())
def test_error(cases: Write, text: str, sentence: str) -> None:
    file = cases(text)

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert str(caught.value) == f"stop.cases.yaml:{sentence}"


def test_fragments_in_a_circle(cases: Write) -> None:
    cases("include: b.yaml\n", "a.yaml")
    cases("include: a.yaml\n", "b.yaml")
    file = cases("include: a.yaml\n" + HEAD + "  - {id: a, expect: valid}\n")

    with pytest.raises(
        CaseFileError,
        match=r"^b\.yaml:1:10: includes itself: stop\.cases\.yaml → a\.yaml → b\.yaml → a\.yaml$",
    ):
        load_cases(file)
