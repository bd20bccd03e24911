"""What is wrong with a case file is told in one sentence, with its place and the nearest right word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour import load_cases
from retour.cases import BrokenCase, read_cases
from retour.errors import CaseFileError

REACH = "In reach: demo/1.0, ijw/2.1, ijw/3.2, iwmo/2.1, iwmo/3.2; looked in rules (retour.toml says so) and in the sets that come along"
HEAD = "message: accepted.xml\ncases:\n"

ERRORS = {
    "unknown-key": (
        HEAD + "  - id: a\n    expects: valid\n",
        "4:5: unknown key 'expects', did you mean 'expect'?",
    ),
    "unknown-key-of-the-file": (
        "mesage: accepted.xml\ncases: [{id: a, expect: valid}]\n",
        "1:1: unknown key 'mesage', did you mean 'message'?",
    ),
    "unknown-key-of-an-expectation": (
        HEAD + "  - id: a\n    expect: {fire: [TR018]}\n",
        "4:14: unknown key 'fire', did you mean 'fires'?",
    ),
    "unknown-key-of-a-claim": (
        HEAD + "  - id: a\n    expect:\n      fires:\n        - {code: TR018, time: 1}\n",
        "6:25: unknown key 'time', did you mean 'times'?",
    ),
    "unknown-key-unlike-any": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, zzz: 1}]}\n",
        "4:36: unknown key 'zzz'; the keys here are code, retour, at, times, details, severity, from, until",
    ),
    "duplicate-id": (
        HEAD + "  - {id: a, expect: valid}\n  - {id: b, expect: valid}\n  - {id: a, expect: valid}\n",
        "5:10: id 'a' is taken by the case on line 3",
    ),
    "key-twice": (
        HEAD + "  - id: a\n    expect: valid\n    expect: valid\n",
        "5:5: key 'expect' stands here twice",
    ),
    "id-missing": (HEAD + "  - expect: valid\n", "3:5: 'id' is missing"),
    "expect-missing": (HEAD + "  - id: a\n", "3:5: 'expect' is missing"),
    "cases-missing": ("message: accepted.xml\n", "1:1: 'cases' is missing"),
    "code-missing": (
        HEAD + "  - id: a\n    expect:\n      fires: [{times: 1}]\n",
        "5:15: 'code' is missing",
    ),
    "text-for-a-list": (
        HEAD + "  - id: a\n    expect:\n      fires: TR018\n",
        "5:14: 'fires' takes a list, not 'TR018'",
    ),
    "text-for-a-mapping": (
        HEAD + "  - id: a\n    expect: invalid\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not 'invalid', "
        "did you mean {valid: false}, or {fires: [TR018]} with the rules that fire?",
    ),
    "word-for-valid": (
        HEAD + "  - id: a\n    expect: Valid\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not 'Valid', did you mean valid?",
    ),
    "other-word-for-valid": (
        HEAD + "  - id: a\n    expect: ok\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not 'ok', did you mean valid?",
    ),
    "word-that-says-nothing": (
        HEAD + "  - id: a\n    expect: something\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not 'something'",
    ),
    "rule-for-an-expectation": (
        HEAD + "  - id: a\n    expect: TR018\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not 'TR018', did you mean {fires: [TR018]}?",
    ),
    "rules-for-an-expectation": (
        HEAD + "  - id: a\n    expect: [TR018, CS002]\n",
        "4:13: 'expect' takes valid, or a mapping (key: value), not a list of rules, did you mean {fires: [TR018, CS002]}?",
    ),
    "word-for-what-a-level-finds": (
        HEAD + "  - id: a\n    expect: {schema: Invalid}\n",
        "4:22: a level takes invalid, or a list of codes, not 'Invalid', did you mean invalid?",
    ),
    "code-for-what-a-level-finds": (
        HEAD + "  - id: a\n    expect: {file: bom}\n",
        "4:20: a level takes invalid, or a list of codes, not 'bom', did you mean [bom]?",
    ),
    "own-key-of-a-case": (
        HEAD + "  - {id: a, expect: valid, x-mine: 1}\n",
        "3:28: unknown key 'x-mine'; the keys here are rules, message, retour, heen, history, registers, sent, today, now, sender, tags, parameters, time_limit, levels, warnings, id, about, each, messages, except, edit, raw, expect, known, xfail, …",
    ),
    "two-documents": (
        HEAD + "  - {id: a, expect: valid}\n---\n",
        "4:1: a second document begins here: a file has one, so leave out ---",
    ),
    "list-for-text": (HEAD + "  - {id: [a], expect: valid}\n", "3:10: 'id' takes text, not a list"),
    "mapping-for-text": (
        HEAD + "  - {id: a, about: {b: c}, expect: valid}\n",
        "3:20: 'about' takes text, not a mapping",
    ),
    "nothing-for-text": (HEAD + "  - {id: , expect: valid}\n", "3:10: 'id' takes text, not nothing"),
    "word-for-a-number": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, times: twice}]}\n",
        "4:43: 'times' takes a whole number, not 'twice'",
    ),
    "zero-times": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, times: 0}]}\n",
        "4:43: 'times' takes 1 or more; a rule that must not fire goes under `not`",
    ),
    "word-for-true-or-false": (
        HEAD + "  - id: a\n    expect: {valid: perhaps}\n",
        "4:21: 'valid' takes true or false, not 'perhaps'",
    ),
    "list-item": (
        HEAD + "  - id: a\n    expect: {fires: [[TR018]]}\n",
        "4:22: each item of 'fires' takes a mapping (key: value), not a list",
    ),
    "list-for-the-file": ("- id: a\n", "1:1: the file takes a mapping (key: value), not a list"),
    "tab": (HEAD + "  - id: a\n\texpect: valid\n", "4:1: a tab in the indentation: YAML takes spaces only"),
    "no-yaml": (
        HEAD + "  - {id: a\n",
        "4:1: no YAML: did not find expected ',' or '}' while parsing a flow mapping",
    ),
    "control-character": ("message: a\x01b\n", "1: no YAML: control characters are not allowed"),
    "unknown-alias": (
        HEAD + "  - {id: a, expect: *once}\n",
        "3:21: alias '*once': no anchor of that name stands above it",
    ),
    "alias-in-its-own-anchor": (
        HEAD + "  - &a {id: a, expect: *a}\n",
        "3:5: an alias that stands inside its own anchor",
    ),
    "merge-of-a-text": (HEAD + "  - {<<: b, id: a, expect: valid}\n", "3:10: << takes an alias of a mapping"),
    "key-that-is-a-list": ("[a]: b\n", "1:1: a key that is no plain word"),
    "no-message-file": (
        "message: acepted.xml\ncases: [{id: a, expect: valid}]\n",
        "1:10: no message file acepted.xml, did you mean 'accepted.xml'?",
    ),
    "no-message-file-of-a-case": (
        "cases:\n  - id: a\n    message: zzz.xml\n    expect: valid\n",
        "3:14: no message file zzz.xml",
    ),
    "no-message-file-in-no-folder": (
        "message: inbox/stop.xml\ncases: [{id: a, expect: valid}]\n",
        "1:10: no message file inbox/stop.xml",
    ),
    "no-message": (
        "cases:\n  - {id: a, expect: valid}\n",
        "2:5: no message: name a message file here or at the top of the file",
    ),
    "unknown-rule": (
        HEAD + "  - id: a\n    expect: {fires: [TR019]}\n",
        "4:22: rule set demo/1.0 has no rule 'TR019', did you mean 'TR018'?",
    ),
    "unknown-rule-in-the-long-form": (
        HEAD + "  - id: a\n    expect: {fires: [{code: CS020}]}\n",
        "4:29: rule set demo/1.0 has no rule 'CS020', did you mean 'CS002'?",
    ),
    "unknown-rule-that-must-not-fire": (
        HEAD + "  - id: a\n    expect: {not: [XX002]}\n",
        "4:20: rule set demo/1.0 has no rule 'XX002', did you mean 'XX001'?",
    ),
    "unknown-rule-allowed": (
        HEAD + "  - id: a\n    expect: {fires: [], allow: [CD070]}\n",
        "4:33: rule set demo/1.0 has no rule 'CD070', did you mean 'CD007'?",
    ),
    "glob-that-covers-nothing": (
        HEAD + "  - id: a\n    expect: {fires: [], scope: [QQ*]}\n",
        "4:33: rule set demo/1.0 has no rule 'QQ*'",
    ),
    "unknown-retour-code": (
        HEAD + "  - id: a\n    expect: {retour: [9019]}\n",
        "4:23: rule set demo/1.0 knows no retour code '9019', did you mean '9018'?",
    ),
    "unknown-retour-code-of-a-claim": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, retour: 001}]}\n",
        "4:44: rule set demo/1.0 knows no retour code '001', did you mean '0001'?",
    ),
    "rule-outside-the-scope": (
        HEAD + "  - id: a\n    expect: {fires: [TR018], scope: [CS*]}\n",
        "4:22: TR018 lies outside the scope of this case: it could not pass",
    ),
    "unknown-parameter": (
        HEAD + "  - id: a\n    parameters: {forbiden: x}\n    expect: valid\n",
        "4:18: rule set demo/1.0 has no stylesheet parameter 'forbiden', did you mean 'forbidden'?",
    ),
    "unknown-parameter-of-the-file": (
        "parameters: {forbiden: x}\n" + HEAD + "  - {id: a, expect: valid}\n",
        "1:14: rule set demo/1.0 has no stylesheet parameter 'forbiden', did you mean 'forbidden'?",
    ),
    "unknown-rule-set": (
        "rules: demo/1.1\n" + HEAD + "  - {id: a, expect: valid}\n",
        "1:8: no rule set 'demo/1.1', by id or as a folder, did you mean 'demo/1.0'? " + REACH,
    ),
    "unknown-rule-set-of-a-case": (
        HEAD + "  - {id: a, rules: dem/1.0, expect: valid}\n",
        "3:20: no rule set 'dem/1.0', by id or as a folder, did you mean 'demo/1.0'? " + REACH,
    ),
    "expects-nothing": (HEAD + "  - {id: a, expect: {}}\n", "3:13: expects nothing: it could not fail"),
    "valid-and-findings": (
        HEAD + "  - id: a\n    expect: {valid: true, fires: [TR018]}\n",
        "4:13: expects a valid message and findings: it could not pass",
    ),
    "claimed-twice": (
        HEAD + "  - id: a\n    expect: {fires: [TR018, TR018]}\n",
        "4:29: the same finding is claimed twice: say `times: 2` instead",
    ),
    "path-that-is-none": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, at: Einddatum}]}\n",
        "4:40: 'Einddatum' can't be read from 'Einddatum': write a path as the report prints it, "
        "such as /Bericht/Clienten/Client[2]/Bsn or //Client[2]/Bsn",
    ),
    "path-of-xpath-2": (
        HEAD + "  - id: a\n    expect: {fires: [{code: TR018, at: \"//Client[lower-case(Naam)='a']\"}]}\n",
        "4:40: \"//Client[lower-case(Naam)='a']\" calls lower-case(), which isn't XPath 1.0; "
        "write translate(Name, 'ABC', 'abc') with the letters in question",
    ),
    "id-with-a-space": (
        HEAD + "  - {id: a b, expect: valid}\n",
        "3:10: 'a b' is no id: leave out white space, slashes, colons, square brackets and control characters",
    ),
    "tag-that-is-none": (
        HEAD + "  - {id: a, tags: [two words], expect: valid}\n",
        "3:20: 'two words' is no tag: a letter, then letters, digits, '-', '_' or '.'",
    ),
    "tag-of-pytest": (
        HEAD + "  - {id: a, tags: [skip], expect: valid}\n",
        "3:20: the tag 'skip' has a meaning of its own in pytest: choose another",
    ),
    "no-duration": (
        HEAD + "  - {id: a, time_limit: soon, expect: valid}\n",
        "3:25: 'soon' is no duration: write for example 5s, 500ms or 1m",
    ),
    "no-time-at-all": (
        HEAD + "  - {id: a, time_limit: 0s, expect: valid}\n",
        "3:25: '0s' is no duration: write for example 5s, 500ms or 1m",
    ),
    "xfail-without-reason": (HEAD + "  - {id: a, xfail: '', expect: valid}\n", "3:20: give the reason"),
    "empty": ("", "1:1: empty: there are no cases in it"),
    "comment-only": ("# nothing here\n", "1:1: empty: there are no cases in it"),
    "no-cases": (
        "message: accepted.xml\ncases: []\n",
        "2:1: no cases: a file without cases would always pass",
    ),
    "cases-left-empty": (
        "message: accepted.xml\ncases:\n",
        "2:1: no cases: a file without cases would always pass",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), ERRORS.values(), ids=ERRORS.keys())
def test_sentence(project: Path, text: str, sentence: str) -> None:
    (project / "stop.cases.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CaseFileError) as caught:
        load_cases(project / "stop.cases.yaml")

    assert str(caught.value) == f"stop.cases.yaml:{sentence}"


def test_not_utf_8(project: Path) -> None:
    (project / "stop.cases.yaml").write_bytes("message: één.xml\n".encode("latin-1"))

    with pytest.raises(CaseFileError) as caught:
        load_cases(project / "stop.cases.yaml")

    assert str(caught.value) == "stop.cases.yaml: not UTF-8, from byte 9 on"


def test_no_rule_set_named(cases: Callable[..., Path], project: Path) -> None:
    (project / "retour.toml").write_text("", encoding="utf-8")
    file = cases("message: accepted.xml\ncases: [{id: a, expect: valid}]\n")

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert str(caught.value) == (
        "stop.cases.yaml:2:9: no rule set: add `rules: iwmo/2.1`, say, here or in the configuration"
    )


def test_all_faults_are_told_at_once(cases: Callable[..., Path]) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - {id: a, expect: valid}
          - {id: b, expect: valid, tag: x}
          - {id: c, expext: valid, edit: [{sett: //Bsn}]}
          - {id: d, message: acepted.xml, expect: {fires: [TR019, CS020], not: [XX002], retour: [9019]}}
          - {id: a, expect: valid}
          - {about: neither id nor outcome}
        """)

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert [str(each).removeprefix("stop.cases.yaml:") for each in caught.value.mistakes] == [
        "4:28: unknown key 'tag', did you mean 'tags'?",
        "5:13: unknown key 'expext', did you mean 'expect'?",
        "5:36: unknown key 'sett', did you mean 'set'?",
        "6:22: no message file acepted.xml, did you mean 'accepted.xml'?",
        "6:52: rule set demo/1.0 has no rule 'TR019', did you mean 'TR018'?",
        "6:59: rule set demo/1.0 has no rule 'CS020', did you mean 'CS002'?",
        "6:73: rule set demo/1.0 has no rule 'XX002', did you mean 'XX001'?",
        "6:90: rule set demo/1.0 knows no retour code '9019', did you mean '9018'?",
        "7:10: id 'a' is taken by the case on line 3",
        "8:5: 'id' is missing",
    ]
    assert str(caught.value) == "\n".join(map(str, caught.value.mistakes))


def test_all_faults_of_the_keys_of_a_file_are_told(cases: Callable[..., Path]) -> None:
    file = cases("""\
        mesage: accepted.xml
        tags: stop
        cases: [{id: a, expext: valid}]
        """)

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert [each.place.line for each in caught.value.mistakes if each.place] == [1, 2, 3]


def test_what_all_rows_have_wrong_is_told_once(cases: Callable[..., Path]) -> None:
    rows = ", ".join(f"{{n: a{number}}}" for number in range(300))
    file = cases(
        f"message: accepted.xml\ncases:\n  - {{id: '{{n}}', each: [{rows}], expect: {{fires: [TR019]}}}}\n"
    )

    with pytest.raises(CaseFileError) as caught:
        load_cases(file)

    assert len(caught.value.mistakes) == 1


def test_a_file_full_of_mistakes_tells_a_hundred(cases: Callable[..., Path]) -> None:
    wrong = "".join(f"  - {{id: c{number}, expext: valid}}\n" for number in range(150))

    with pytest.raises(CaseFileError) as caught:
        load_cases(cases(f"cases:\n{wrong}"))

    assert len(caught.value.mistakes) == 101
    assert caught.value.mistakes[-1].text == "50 more mistakes"


def test_a_broken_case_leaves_the_others_to_be_used(cases: Callable[..., Path]) -> None:
    file = cases("""\
        message: accepted.xml
        tags: [stop]
        cases:
          - {id: a, expect: valid}
          - {id: b, expect: Valid, tags: [early, two words]}
          - {id: a, expect: valid}
          - {id: no id, expect: valid}
          - id: row-{n}
            each: [{n: x}, {n: y, e: valid}, {n: z}]
            expect: "{e}"
          - nothing
        """)

    read = read_cases(file)

    assert [(each.id, isinstance(each, BrokenCase)) for each in read] == [
        ("a", False),
        ("b", True),
        ("a-line-6", True),
        ("line-7", True),
        ("row-{n}", True),
        ("row-y", False),
        ("line-11", True),
    ]
    assert [each.tags for each in read] == [
        ("stop",), ("stop", "early"), ("stop",), ("stop",), ("stop",), ("stop",), ()
    ]  # fmt: skip
