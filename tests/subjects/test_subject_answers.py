"""What a subject said, as findings: each form of answer, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from retour.errors import SubjectError
from retour.model import REJECTED, Finding, Location
from retour.subjects.description import SystemUnderTest
from retour.subjects.reading import Heard, heard
from retour.subjects.said import Said
from samples import RAPPORT

Make = Callable[..., SystemUnderTest]

FOUT = "<r:Fout><r:Code>TR018</r:Code><r:Locatie>/Bericht/Header</r:Locatie></r:Fout>"


def read(subject: SystemUnderTest, text: str) -> Heard:
    return heard(Said(text, None, "exit code 0"), subject, {"TR018": "9018"}.get)


def rapport(fouten: str) -> str:
    return (
        f'<r:Rapport xmlns:r="{RAPPORT}"><r:Header><r:XSLTVersie>2.1.4</r:XSLTVersie></r:Header>'
        f"<r:Fouten>{fouten}</r:Fouten></r:Rapport>"
    )


def test_a_rapport_with_the_retour_code_of_the_set_and_its_version(subject: Make) -> None:
    found = read(subject(answers="rapport"), rapport(FOUT))

    assert found.findings == (Finding("rules", "TR018", "9018", (Location("/Bericht/Header"),)),)
    assert found.version == "2.1.4"


def test_svrl(subject: Make) -> None:
    text = (
        '<s:schematron-output xmlns:s="http://purl.oclc.org/dsdl/svrl">'
        '<s:failed-assert id="BR-01" flag="warning" location="/Invoice"><s:text>Why</s:text></s:failed-assert>'
        "</s:schematron-output>"
    )
    (finding,) = read(subject(answers="svrl"), text).findings

    assert (finding.code, finding.severity) == ("BR-01", "warning")


def test_the_codes_of_a_retourbericht_without_those_that_say_that_all_is_well(subject: Make) -> None:
    text = (
        "<Bericht><Header><RetourCodes><RetourCode>0200</RetourCode></RetourCodes></Header><Client><RetourCodes>"
        "<RetourCode>9018</RetourCode><RetourCode>8001</RetourCode></RetourCodes></Client></Bericht>"
    )
    assert read(subject(answers="retour"), text).findings == (Finding("rules", "9018", "9018"),)


@pytest.mark.parametrize(
    ("codes", "text", "found"),
    [
        ("rules", '["TR018"]', [Finding("rules", "TR018", "9018")]),
        ("rules", '["TR999"]', [Finding("rules", "TR999", None)]),
        ("retour", '["9018"]', [Finding("rules", "9018", "9018")]),
        ("rules", "[]", []),
        ("rules", '{"accepted": true}', []),
        ("rules", '{"accepted": false}', [Finding("rules", REJECTED, None, (), "accepted: false")]),
        (
            "rules",
            '[{"code": "TR018", "at": ["/Bericht"], "severity": "warning"}]',
            [Finding("rules", "TR018", "9018", (Location("/Bericht"),), None, "warning")],
        ),
    ],
)
def test_a_list_of_codes(subject: Make, codes: str, text: str, found: list[Finding]) -> None:
    assert list(read(subject(codes=codes), text).findings) == found


def test_the_version_that_comes_with_codes(subject: Make) -> None:
    assert read(subject(), '{"codes": [], "version": "3.0.3"}').version == "3.0.3"


@pytest.mark.parametrize(
    ("answers", "text", "sentence"),
    [
        ("codes", "{", "its answer is no JSON: '{'"),
        ("codes", "[" * 100_000, "its answer is no JSON: "),
        (
            "codes",
            '"TR018"',
            'its answer is no list of codes, such as ["TR018"]: the whole: takes a mapping (key: value)',
        ),
        (
            "codes",
            "[7]",
            'its answer is no list of codes, such as ["TR018"]: codes.0: takes a mapping (key: value)',
        ),
        (
            "codes",
            '{"accepted": true, "codes": ["TR018"]}',
            "its answer says accepted, and has codes that reject",
        ),
        ("rapport", "<a/>", "its answer is no answer by rapport: it wrote <a> in no namespace"),
        ("rapport", "ready", "its answer is no answer by rapport: it wrote something that is not XML"),
        ("svrl", "<a/>", "its answer is no answer by svrl: it wrote <a> in no namespace"),
        ("retour", "<a/>", "its answer is no answer by retour: it wrote <a> where a retourbericht"),
    ],
)
def test_what_is_no_answer_is_an_error(subject: Make, answers: str, text: str, sentence: str) -> None:
    with pytest.raises(SubjectError) as caught:
        read(subject(answers=answers), text)

    assert caught.value.kind == "subject-answer"
    assert caught.value.text.startswith(sentence)


def test_an_answer_without_text(subject: Make) -> None:
    made = subject(answers="exit-code")

    assert heard(Said(None, True, "exit code 0"), made, lambda rule: None) == Heard(())
    assert heard(Said(None, False, "exit code 1"), made, lambda rule: None) == Heard(
        (Finding("rules", REJECTED, None, (), "exit code 1"),)
    )
