"""Case files with other expectations: which words change, and that nothing else does."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from expectations import expecting
from retour import load_cases
from retour.cases.expect import RETOUR_CODES, SCOPE, SILENT, VALID, claims, silent_codes
from retour.cases.expect.mentions import MENTIONS
from retour.cases.rewriting import rewritten
from retour.errors import CaseFileError
from retour.model import Case, Claim, Expectation
from retour.text.placeholders import PLACEHOLDER
from retour.workspace import Workspace, workspace_for
from samples import REPOSITORY

Write = Callable[..., Path]

TR018, CS002, CD007 = Claim("TR018"), Claim("CS002"), Claim("CD007")
ALL_PASS = expecting(valid=True)
NOTHING = expecting(fires=())


def fires(*claims: Claim) -> Expectation:
    return expecting(fires=claims)


def rewrite(file: Path, **expectations: Expectation) -> str:
    cases = {case.id: case for case in load_cases(file)}
    text = file.read_bytes().decode()
    return rewritten(text, [(cases[name], expect) for name, expect in expectations.items()])


HEAD = "message: accepted.xml\n\n# before\ncases:\n"
TAIL = "\n  # between\n  - id: other   # and\n    expect:   {fires: [ TR018 ]}  # spaces\n"

CHANGES = {
    "valid-to-fires": (
        "    expect: valid\n",
        fires(TR018, CS002),
        "    expect:\n      fires: [TR018, CS002]\n",
    ),
    "valid-with-a-comment": (
        "    expect: valid   # why\n",
        fires(TR018),
        "    expect:   # why\n      fires: [TR018]\n",
    ),
    "valid-true-to-fires": (
        "    expect: {valid: true, allow: [CD*]}\n",
        expecting(fires=(TR018,), allow=("CD*",)),
        "    expect: {fires: [TR018], allow: [CD*]}\n",
    ),
    "valid-true-over-lines-to-fires": (
        "    expect:\n      # so far\n      valid: yes  # said x\n      not: [CD007]\n",
        expecting(fires=(TR018,), silent=("CD007",)),
        "    expect:\n      # so far\n      fires: [TR018]  # said x\n      not: [CD007]\n",
    ),
    "valid-false-to-true": ("    expect: {valid: false}\n", ALL_PASS, "    expect: {valid: true}\n"),
    "short-fires-to-valid": ("    expect: {fires: [TR018]}\n", NOTHING, "    expect: valid\n"),
    "fires-over-lines-to-valid": (
        "    expect:\n      fires:\n        - TR018\n        - code: CS002\n          at: //Bsn\n",
        NOTHING,
        "    expect: valid\n",
    ),
    "a-comment-is-not-lost": (
        "    expect:\n      fires:\n        # the reason\n        - TR018\n",
        NOTHING,
        "    expect:\n      fires: []\n        # the reason\n",
    ),
    "fires-beside-something-else-to-none": (
        "    expect:\n      fires:\n        - TR018\n      not: [CS002]\n",
        expecting(fires=(), silent=("CS002",)),
        "    expect:\n      fires: []\n      not: [CS002]\n",
    ),
    "short-form-stays-short": (
        "    expect:\n      fires:\n        - TR018   # one\n        - CD007   # two\n",
        fires(TR018, CS002),
        "    expect:\n      fires:\n        - TR018   # one\n        - CS002\n",
    ),
    "long-form-that-holds-stays": (
        "    expect:\n      fires:\n        - code: TR018  # x\n          at: //Begindatum\n        - CD007\n",
        fires(Claim("TR018", at=("//Begindatum",)), CS002),
        "    expect:\n      fires:\n        - code: TR018  # x\n          at: //Begindatum\n        - CS002\n",
    ),
    "another-number-of-times": (
        "    expect: {fires: [{code: TR018, retour: '9018', times: 1}]}\n",
        fires(Claim("TR018", "9018", times=2)),
        "    expect: {fires: [{code: TR018, retour: '9018', times: 2}]}\n",
    ),
    "first-of-a-list": (
        "    expect: {fires: [TR018, CD007 , CS002]}\n",
        fires(CD007, CS002),
        "    expect: {fires: [CD007 , CS002]}\n",
    ),
    "last-of-a-list": (
        "    expect: {fires: [TR018, CS002,]}\n",
        fires(TR018),
        "    expect: {fires: [TR018,]}\n",
    ),
    "all-of-a-list-for-another": (
        "    expect: {fires: [TR018,   CS002]}\n",
        fires(CD007),
        "    expect: {fires: [CD007]}\n",
    ),
    "list-over-lines": (
        "    expect:\n      fires: [\n        TR018,  # one\n        CS002  # two\n      ]\n",
        fires(TR018, CD007),
        "    expect:\n      fires: [\n        TR018,  # one\n        CD007  # two\n      ]\n",
    ),
    "quotes-as-the-others": (
        "    expect:\n      fires:\n      - 'TR018'\n",
        fires(TR018, CS002),
        "    expect:\n      fires:\n      - 'TR018'\n      - 'CS002'\n",
    ),
    "empty-list": ("    expect: {fires: [ ]}\n", fires(TR018), "    expect: {fires: [TR018]}\n"),
    "key-without-value": (
        "    expect:\n      fires:\n      scope: [TR018]\n",
        expecting(fires=(TR018,), scope=("TR018",)),
        "    expect:\n      fires: [TR018]\n      scope: [TR018]\n",
    ),
    "not-goes-with-its-last-code": (
        "    expect:\n      not: [TR018]\n      allow: [CD*]\n",
        expecting(fires=(TR018,), allow=("CD*",)),
        "    expect:\n      fires: [TR018]\n      allow: [CD*]\n",
    ),
    "one-code-of-not": (
        "    expect:\n      fires: []\n      not:\n        - TR018\n        - CS002\n",
        expecting(fires=(TR018,), silent=("CS002",)),
        "    expect:\n      fires: [TR018]\n      not:\n        - CS002\n",
    ),
    "fires-is-new-below-a-list-that-loses-its-end": (
        "    expect:\n      not:\n        - CS002\n        - TR018\n",
        expecting(fires=(TR018,), silent=("CS002",)),
        "    expect:\n      not:\n        - CS002\n      fires: [TR018]\n",
    ),
    "retour-codes": (
        '    expect: {retour: ["9018", S002]}\n',
        expecting(retour=("S002", "D007")),
        '    expect: {retour: [S002, "D007"]}\n',
    ),
    "retour-codes-keep-their-quotes": (
        '    expect: {retour: ["9018"]}\n',
        expecting(retour=("9018", "0001", "S002")),
        '    expect: {retour: ["9018", "0001", "S002"]}\n',
    ),
    "messages": (
        "    expect: {messages: [checked*, gone]}\n",
        expecting(messages=("checked*", "an [[]odd] Bsn")),
        '    expect: {messages: [checked*, "an [[]odd] Bsn"]}\n',
    ),
    "retour-codes-none": (
        "    expect:\n      retour:\n        - S002\n",
        expecting(retour=()),
        "    expect:\n      retour: []\n",
    ),
}


@pytest.mark.parametrize(("before", "expect", "after"), CHANGES.values(), ids=CHANGES.keys())
def test_change(cases: Write, before: str, expect: Expectation, after: str) -> None:
    file = cases(f"{HEAD}  - id: case\n{before}{TAIL}")

    assert rewrite(file, case=expect) == f"{HEAD}  - id: case\n{after}{TAIL}"


@pytest.mark.parametrize(("before", "expect", "after"), CHANGES.values(), ids=CHANGES.keys())
def test_change_with_windows_line_ends(cases: Write, before: str, expect: Expectation, after: str) -> None:
    file = cases("cases: []")
    file.write_bytes(f"{HEAD}  - id: case\n{before}{TAIL}".replace("\n", "\r\n").encode())

    assert rewrite(file, case=expect) == f"{HEAD}  - id: case\n{after}{TAIL}".replace("\n", "\r\n")


@pytest.mark.parametrize(("before", "expect", "after"), CHANGES.values(), ids=CHANGES.keys())
def test_change_at_the_end_of_a_file_without_line_end(
    cases: Write, before: str, expect: Expectation, after: str
) -> None:
    file = cases(f"{HEAD}  - id: case\n{before}".rstrip("\n"))

    assert rewrite(file, case=expect) == f"{HEAD}  - id: case\n{after}".rstrip("\n")


def test_case_on_one_line(cases: Write) -> None:
    file = cases(
        "message: accepted.xml\ncases: [ {id: a, expect: valid},{id: b, expect: {fires: [TR018]}} ]\n"
    )

    assert rewrite(file, a=fires(CS002), b=NOTHING) == (
        "message: accepted.xml\ncases: [ {id: a, expect: {fires: [CS002]}},{id: b, expect: valid} ]\n"
    )


def test_indentation_as_elsewhere_in_the_file(cases: Write) -> None:
    text = "message: accepted.xml\ncases:\n-   id: a\n    expect: valid\n-   id: b\n    expect:\n        fires: [TR018]\n"

    assert rewrite(cases(text), a=fires(CS002)) == text.replace(
        "expect: valid", "expect:\n        fires: [CS002]"
    )


def test_nothing_to_change(cases: Write) -> None:
    file = cases(HEAD + "  - id: case\n    expect: valid\n" + TAIL)

    assert rewrite(file, case=ALL_PASS, other=fires(TR018)) == file.read_text(encoding="utf-8")


TABLE = """\
message: accepted.xml
cases:
  - id: day-{label}
    each:
      - {label: one, end: 2017-06-12, fires: []}   # first
      - label: two
        end: 2017-06-01
        fires: [TR018]
      - label: three
        end: 2017-06-01
        fires:
          - code: TR018
            times: 1
          - CD007
    edit: [{set: "//StopProduct[1]/Einddatum", to: "{end}"}]
    expect: {fires: "{fires}"}
"""


def test_rows_of_a_table(cases: Write) -> None:
    changed = rewrite(
        cases(TABLE),
        **{
            "day-one": fires(TR018),
            "day-two": NOTHING,
            "day-three": fires(Claim("TR018", times=2)),
        },
    )

    assert changed == (
        TABLE.replace("fires: []}", "fires: [TR018]}")
        .replace("fires: [TR018]\n", "fires: []\n")
        .replace("times: 1\n          - CD007\n", "times: 2\n")
    )


def test_row_with_a_whole_expectation(cases: Write) -> None:
    text = """\
        message: accepted.xml
        cases:
          - id: "{label}"
            each:
              - {label: one, expect: valid}
              - label: two
                expect: valid
              - {label: three, expect: {fires: [TR018], not: [CS002]}}
            expect: "{expect}"
        """

    assert rewrite(cases(text), one=fires(TR018), two=fires(TR018), three=fires(CS002)) == dedent("""\
        message: accepted.xml
        cases:
          - id: "{label}"
            each:
              - {label: one, expect: {fires: [TR018]}}
              - label: two
                expect:
                  fires: [TR018]
              - {label: three, expect: {fires: [CS002]}}
            expect: "{expect}"
        """)


def test_not_of_a_row(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - id: "{label}"
            each:
              - {label: one, fires: [], not: [TR018]}
            expect:
              fires: "{fires}"
              not: "{not}"
        """)

    assert "{label: one, fires: [TR018], not: []}" in rewrite(file, one=fires(TR018))


SHARED = {
    "by-rows": (
        """\
        cases:
          - id: "{label}"
            each: [{label: a}, {label: b}]
            expect: valid
        """,
        'all rows of the table share it; give the rows their own, as in `expect: {fires: "{fires}"}`',
    ),
    "by-rows-in-part": (
        """\
        cases:
          - id: "{label}"
            each: [{label: a, code: CS002}]
            expect: {fires: ["{code}"]}
        """,
        'all rows of the table share it; give the rows their own, as in `expect: {fires: "{fires}"}`',
    ),
    "placeholder-used-elsewhere": (
        """\
        cases:
          - id: "{label}"
            each: [{label: a, word: valid}]
            about: It is {word}.
            expect: "{word}"
        """,
        "{word} stands for other things in it as well",
    ),
    "by-an-alias": (
        """\
        cases:
          - id: a
            expect: &same {fires: [CS002]}
          - id: b
            expect: *same
        """,
        "its expectation has an anchor, and an alias elsewhere uses it",
    ),
    "by-a-merge": (
        """\
        cases:
          - &first
            id: a
            expect: {fires: [CS002]}
          - <<: *first
            id: b
        """,
        "it has an anchor, and an alias elsewhere uses it",
    ),
}


@pytest.mark.parametrize(("text", "reason"), SHARED.values(), ids=SHARED.keys())
def test_expectation_shared_with_others(cases: Write, text: str, reason: str) -> None:
    file = cases("message: accepted.xml\n" + dedent(text))
    place = load_cases(file)[0].place

    with pytest.raises(CaseFileError) as caught:
        rewrite(file, a=fires(TR018))

    assert str(caught.value) == f"{place}: the expectation of a can't be changed alone: {reason}"


def test_expectation_of_a_file_with_rows(cases: Write) -> None:
    file = cases("each: {one: {}, two: {}}\nmessage: accepted.xml\ncases: [{id: end, expect: valid}]\n")

    with pytest.raises(CaseFileError) as caught:
        rewrite(file, **{"end-one": fires(TR018)})

    assert str(caught.value) == (
        "stop.cases.yaml:3:9: the expectation of end-one can't be changed alone: "
        "all rows of the file's `each` share it; change it by hand"
    )


def test_expectation_from_a_merge(cases: Write) -> None:
    file = cases(SHARED["by-a-merge"][0].replace("cases:", "message: accepted.xml\n        cases:"))

    with pytest.raises(CaseFileError, match="its expectation comes by <<"):
        rewrite(file, b=fires(TR018))


def test_alias_gives_way_to_a_value_of_the_cases_own(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - id: day-{label}
            each:
              - {label: one, fires: &late [{code: TR018, at: //Einddatum}]}
              - {label: two, fires: *late}
            expect: {fires: "{fires}"}
          - id: a
            expect: &same {fires: [CS002]}
          - id: b
            expect: *same   # too
        """)
    late = Claim("TR018", at=("//Einddatum",))

    changed = rewrite(file, **{"day-two": fires(late, CS002)}, b=fires(CS002, TR018))

    assert changed.splitlines() == (
        file.read_text(encoding="utf-8")
        .replace("fires: *late", "fires: [{code: TR018, at: //Einddatum}, CS002]")
        .replace("*same ", "{fires: [CS002, TR018]} ")
        .splitlines()
    )


SHIPPED = sorted((REPOSITORY / "fixtures").rglob("*.cases.yaml"))


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped fixtures, with the rule sets beside it."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in ("fixtures", "rules"):
        shutil.copytree(REPOSITORY / name, folder / name)
    (folder / "retour.toml").write_text('rule_sets = ["rules"]\n', encoding="utf-8")
    for file in (folder / "fixtures").rglob("*.cases.yaml"):
        file.write_bytes(for_one_row(file.read_bytes().decode()).encode())
    shutil.copytree(folder / "fixtures", folder / "again")
    return folder


ROWS = re.compile(r"\A(?: .*\n)+")


def for_one_row(text: str) -> str:
    """A case file as it would be written for the first row of its table alone: what stands for all rows can't change."""
    each = (yaml.load(text, yaml.BaseLoader)).get("each")
    if each is None:
        return text
    head, _, tail = text.partition("each:\n")
    rest = ROWS.sub("", tail, count=1)
    row = next(iter(each.values()))
    for name, value in row.items():
        rest = rest.replace(f'"{{{name}}}"', json.dumps(value)) if not isinstance(value, str) else rest
    return head + PLACEHOLDER.sub(lambda match: row.get(match[1], match[0]), rest)


@pytest.fixture(scope="module")
def workspace(fixtures: Path) -> Workspace:
    return workspace_for(fixtures)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_every_shipped_case_can_expect_something_else(
    file: Path, fixtures: Path, workspace: Workspace
) -> None:
    copy = fixtures / file.relative_to(REPOSITORY)
    cases = load_cases(copy, workspace)
    text = copy.read_bytes().decode()
    new: dict[str, Expectation] = {}
    for case in cases:
        try:
            rewritten(text, [(case, otherwise(case))])
        except CaseFileError as error:
            assert "has an anchor" in str(error) or "all rows of the table share it" in str(error)
        else:
            new[case.id] = otherwise(case)

    copy.write_bytes(rewritten(text, [(case, new[case.id]) for case in cases if case.id in new]).encode())

    assert new
    for before, after in zip(cases, load_cases(copy, workspace), strict=True):
        expect = new.get(before.id, before.expect)
        assert replace(after, place=before.place, expect=ALL_PASS) == replace(before, expect=ALL_PASS)
        assert after.expect in (expect, ALL_PASS) if expect == NOTHING else after.expect == expect


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_shipped_file_there_and_back_is_the_same_byte_for_byte(
    file: Path, fixtures: Path, workspace: Workspace
) -> None:
    copy = fixtures / "again" / file.relative_to(REPOSITORY / "fixtures")
    text = copy.read_bytes().decode()
    there = {}
    for case in load_cases(copy, workspace):
        expect = case.expect
        named = claims(expect)
        if (
            spare_code(case) in silent_codes(expect)
            or RETOUR_CODES.of(expect) is not None
            or (VALID.of(expect) and named)
        ):
            continue
        wider = expecting(expect, valid=None, fires=(*named, Claim(spare_code(case), retour="0001")))
        try:
            alone = rewritten(text, [(case, wider)])
        except CaseFileError:
            continue
        if alone.count(": *") < text.count(": *"):  # an alias doesn't come back
            continue
        there[case.id] = (wider, expecting(expect, valid=None, fires=named))

    copy.write_bytes(
        rewritten(text, [(c, there[c.id][0]) for c in load_cases(copy, workspace) if c.id in there]).encode()
    )
    back = rewritten(
        copy.read_bytes().decode(),
        [(c, there[c.id][1]) for c in load_cases(copy, workspace) if c.id in there],
    )

    assert there
    assert copy.read_bytes() != text.encode()
    assert with_valid(back) == with_valid(text)


def with_valid(text: str) -> str:
    """A case file in which what fires nothing is written in one way."""
    return text.replace("fires: []", "valid: true").replace("expect: {valid: true}", "expect: valid")


def spare_code(case: Case) -> str:
    """A rule that the case may claim: of its scope, where it has one."""
    return next(iter(SCOPE.of(case.expect) or ["CS058"]))


def otherwise(case: Case) -> Expectation:
    """Another expectation of the same kind."""
    expect = case.expect
    if (codes := RETOUR_CODES.of(expect)) is not None:
        return expecting(expect, retour=(*codes[1:], "9101"))
    kept = claims(expect)[1:]
    new = () if len(claims(expect)) == 2 else (Claim(spare_code(case)),)
    fires = (*kept, *(claim for claim in new if claim not in kept))
    return expecting(
        expect,
        valid=None,
        fires=fires,
        mentions=MENTIONS.of(expect) if any(claim.level != "rules" for claim in fires) else None,
        silent=tuple(rule for rule in SILENT.of(expect) or () if rule.code != spare_code(case)),
    )
