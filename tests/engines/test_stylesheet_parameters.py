"""Stylesheet parameters: converted to the type that the stylesheet declares, also in a namespace; refused with what it declares."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from only import SAXON_ONLY
from retour.model import Outcome
from samples import fout, rapport, stylesheet, write_cases, write_set

CheckWith = Callable[..., Outcome]

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
TYPED = stylesheet(
    rapport(fout("TR900", "<xsl:value-of select=\"$day + xs:dayTimeDuration('P1D')\"/>")),
    top='<xsl:param name="day" as="xs:date" select="xs:date(\'2017-01-01\')"/>',
).replace("<xsl:stylesheet", f"<xsl:stylesheet {XS}")
NAMED = stylesheet(
    rapport(fout("TR900", '<xsl:value-of select="concat($f:p, $p)"/>')),
    top='<xsl:param name="f:p" select="0"/><xsl:param name="p" select="0"/>',
).replace("<xsl:stylesheet", '<xsl:stylesheet xmlns:f="urn:f" exclude-result-prefixes="f"')
REQUIRED = stylesheet(rapport(), top='<xsl:param name="day" as="xs:date"/>').replace(
    "<xsl:stylesheet", f"<xsl:stylesheet {XS}"
)


def details(outcome: Outcome) -> str | None:
    assert outcome.problem is None, outcome.problem
    return outcome.findings[0].details


@SAXON_ONLY
def test_a_value_gets_the_type_that_is_declared(check_with: CheckWith) -> None:
    assert details(check_with(TYPED, parameters={"day": "2017-06-12"})) == "2017-06-13"
    assert details(check_with(TYPED)) == "2017-01-02"


def test_a_name_in_a_namespace_is_another_one_than_the_name_alone(check_with: CheckWith) -> None:
    assert details(check_with(NAMED, parameters={"Q{urn:f}p": "1"})) == "10"
    assert details(check_with(NAMED, parameters={"p": "1"})) == "01"


@SAXON_ONLY
@pytest.mark.parametrize(
    ("sheet", "given", "error"),
    [
        (
            TYPED,
            {"day": "soon"},
            "'soon' is no value of the stylesheet parameter day: WMO307.xsl:4 declares day as xs:date",
        ),
        (
            REQUIRED,
            {},
            "WMO307.xsl of rule set demo/1.0 needs the stylesheet parameter day: WMO307.xsl:4 declares day as xs:date, "
            "required; give it under `parameters` in a case, or by --parameter",
        ),
    ],
    ids=["of-another-type", "required"],
)
def test_what_the_stylesheet_can_not_take_is_told_with_what_it_declares(
    check_with: CheckWith, sheet: str, given: dict[str, str], error: str
) -> None:
    problem = check_with(sheet, parameters=given).problem

    assert problem is not None
    assert (problem.kind, problem.text, problem.exit_code) == ("parameter", error, 2)


@pytest.mark.parametrize(
    ("written", "error"),
    [
        (
            "{day: soon}",
            "'soon' is no value of the stylesheet parameter day: WMO307.xsl:4 declares day as xs:date",
        ),
        (
            '{"f:p": 1}',
            "rule set demo/1.0 has no stylesheet parameter 'f:p': a name in a namespace is written Q{urn:f}p",
        ),
        (
            '{"{urn:f}p": 1}',
            "rule set demo/1.0 has no stylesheet parameter '{urn:f}p': a name in a namespace is written Q{urn:f}p",
        ),
        ("{other: 1}", "rule set demo/1.0 has no stylesheet parameter 'other'; declared are Q{urn:f}p, day"),
    ],
    ids=["another-type", "prefix", "clark", "unknown"],
)
def test_a_case_with_a_parameter_that_can_not_be_is_an_error_with_its_place(
    plugin: pytest.Pytester, written: str, error: str
) -> None:
    sheet = TYPED.replace("<xsl:param", '<xsl:param name="f:p" xmlns:f="urn:f"/><xsl:param')
    write_set(plugin.path / "rules" / "demo", sheet)
    write_cases(
        plugin.path / "a.cases.yaml",
        f"""\
        message: accepted.xml
        cases:
          - id: a
            parameters: {written}
            expect: valid
        """,
    )

    result = plugin.runpytest()

    result.assert_outcomes(errors=1)
    assert f"a.cases.yaml:4:18: {error}" in result.outlines
