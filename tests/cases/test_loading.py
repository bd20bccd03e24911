"""Case files: what is read from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from expectations import expecting
from retour import RuleSet, load_cases
from retour.errors import CaseFileError
from retour.model import Claim, Place

Write = Callable[..., Path]


def test_smallest_file(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases: [{id: accepted, expect: valid}]
        """)

    (case,) = load_cases(file)

    assert case.id == "accepted"
    assert case.message == file.parent / "accepted.xml"
    assert case.rules == "demo/1.0"  # of the configuration
    assert case.expect == expecting(valid=True)
    assert case.place == Place("stop.cases.yaml", 2, 9)
    assert (case.about, case.tags, dict(case.parameters), case.time_limit) == (None, (), {}, None)
    assert (case.xfail, case.skip) == (None, None)


def test_every_key(cases: Write) -> None:
    file = cases("""\
        rules: demo/1.0
        message: accepted.xml
        tags: [stop]
        parameters: {forbidden: Niemand}
        time_limit: 5s
        cases:
          - id: everything
            about: All keys at once.
            rules: rules/demo
            message: tr018.xml
            tags: [dates, stop]
            parameters: {forbidden: Zoë}
            time_limit: 500ms
            xfail: not decided yet
            skip: takes too long
            expect:
              fires:
                - CS002
                - {code: TR018, retour: "9018", at: //Einddatum, times: 2, details: "*vóór*"}
              not: [CD007]
              allow: [TR0*]
              scope: ["*"]
              retour: ["9018"]
        """)

    (case,) = load_cases(file)

    assert case.about == "All keys at once."
    assert case.rules == "rules/demo"
    assert case.message.name == "tr018.xml"
    assert case.tags == ("stop", "dates")
    assert case.parameters == {"forbidden": "Zoë"}
    assert case.time_limit == 0.5
    assert (case.xfail, case.skip) == ("not decided yet", "takes too long")
    assert case.expect == expecting(
        fires=(Claim("CS002"), Claim("TR018", "9018", ("//Einddatum",), 2, "*vóór*")),
        silent=("CD007",),
        allow=("TR0*",),
        scope=("*",),
        retour=("9018",),
    )


def test_cases_keep_the_order_of_the_file(cases: Write) -> None:
    file = cases("""\
        message: accepted.xml
        cases:
          - {id: zuid, expect: valid}
          - {id: noord, expect: valid}
          - {id: oost, expect: valid}
        """)

    assert [case.id for case in load_cases(file)] == ["zuid", "noord", "oost"]


@pytest.mark.parametrize(
    ("written", "valid"), [("valid", True), ("{valid: true}", True), ("{valid: false}", False)]
)
def test_valid(cases: Write, written: str, valid: bool) -> None:
    (case,) = load_cases(cases(f"message: accepted.xml\ncases: [{{id: a, expect: {written}}}]\n"))

    assert case.expect == expecting(valid=valid)


@pytest.mark.parametrize("written", ["0001", '"0001"', "'0001'"])
def test_retour_code_keeps_its_zeros(cases: Write, written: str) -> None:
    file = cases(f"message: technical.xml\ncases: [{{id: a, expect: {{retour: [{written}]}}}}]\n")

    (case,) = load_cases(file)

    assert case.expect == expecting(retour=("0001",))


@pytest.mark.parametrize(
    "written", ["2017-06-11", "0001", "07", "1_000", "yes", "1e3", "0x1F", "12:30:45", "3.10"]
)
def test_scalar_stays_as_written(cases: Write, written: str) -> None:
    file = cases(f"""\
        message: accepted.xml
        parameters: {{forbidden: {written}}}
        cases: [{{id: "{written.replace(":", "")}", about: {written}, expect: valid}}]
        """)

    (case,) = load_cases(file)

    assert case.parameters == {"forbidden": written}
    assert case.about == written


def test_rule_set_by_its_folder(cases: Write) -> None:
    file = cases(
        "message: ../accepted.xml\nrules: ../rules/demo\ncases: [{id: a, expect: valid}]\n",
        "sub/a.cases.yaml",
    )

    (case,) = load_cases(file)

    assert case.rules is not None
    assert RuleSet.open(file.parent / case.rules).id == "demo/1.0"


def test_anchors_and_merge_keys(cases: Write) -> None:
    file = cases("""\
        message: tr018.xml
        cases:
          - &first
            id: first
            about: Shared.
            expect: &once {fires: [TR018]}
          - <<: *first
            id: second
          - {id: third, expect: *once}
        """)

    first, second, third = load_cases(file)

    assert second.about == "Shared."
    assert first.expect == second.expect == third.expect


def test_yaml_with_cr_lf_and_byte_order_mark(project: Path) -> None:
    file = project / "stop.cases.yaml"
    file.write_bytes(b"\xef\xbb\xbfmessage: accepted.xml\r\ncases:\r\n  - id: a\r\n    expect: valid\r\n")

    (case,) = load_cases(file)

    assert case.id == "a"
    assert case.place.line == 3


def test_path_with_spaces_and_diacritics(cases: Write, project: Path) -> None:
    (project / "één map").mkdir()
    (project / "accepted.xml").rename(project / "één map" / "een bericht.xml")
    file = cases(
        "message: een bericht.xml\ncases: [{id: a, expect: valid}]\n", "één map/mijn gevallen.cases.yaml"
    )

    (case,) = load_cases(file)

    assert case.message.is_file()
    assert case.place.file == "één map/mijn gevallen.cases.yaml"


def test_no_such_file(project: Path) -> None:
    with pytest.raises(CaseFileError, match=r"^stop\.cases\.yaml: can't be read: No such file or directory$"):
        load_cases(project / "stop.cases.yaml")


def test_keys_of_one_s_own_and_anchors_given_again(cases: Callable[..., Path], project: Path) -> None:
    (project / "common.yaml").write_text("x-note: for all\ntags: [stop]\n", encoding="utf-8")
    file = cases("""\
        include: common.yaml
        message: accepted.xml
        x-outcomes:
          - &outcome valid
        cases:
          - {id: a, expect: *outcome}
          - {id: b, expect: &outcome {fires: [TR018]}}
          - {id: c, expect: *outcome}
        """)

    first, second, third = load_cases(file)

    assert first.tags == ("stop",)
    assert first.expect != second.expect == third.expect
