"""`expect: {error: dynamic}`: a rule set that is meant to stop, and does."""

from __future__ import annotations

import json
import sys

import pytest
from processes import RETOUR
from retour.model import ENGINES
from samples import fout, rapport, stylesheet, write_cases, write_set

STOPS = stylesheet(
    rapport(
        fout("TR900")
        + '<xsl:if test="//m:Naam = \'onbekend\'"><xsl:message terminate="yes">stop  here:\n nobody</xsl:message></xsl:if>'
    )
)
CASES = """\
message: no-code.xml
cases:
  - {id: a, expect: {error: dynamic, mentions: "stop here: nobody"}}
  - {id: any-error, expect: {error: dynamic}}
  - {id: another-text, expect: {error: dynamic, mentions: go on}}
  - {id: goes-on, message: accepted.xml, expect: {error: dynamic}}
  - {id: not-expected, expect: {fires: [TR900]}}
"""


@pytest.fixture
def stopping(plugin: pytest.Pytester) -> pytest.Pytester:
    write_set(plugin.path / "rules" / "demo", STOPS)
    return plugin


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_set_that_stops_is_what_the_case_expects(stopping: pytest.Pytester, engine: str) -> None:
    write_cases(stopping.path / "a.cases.yaml", CASES)

    result = stopping.runpytest("--retour-engine", engine, "--retour-json", "out.json")

    result.assert_outcomes(passed=2, failed=3)
    assert "This doesn't mention 'go on'" in result.outlines
    assert "- the rule set didn't stop, where the case expects a dynamic error" in result.outlines
    first, *_ = json.loads((stopping.path / "out.json").read_text(encoding="utf-8"))["results"]
    assert (first["verdict"]["status"], first["status"], first["error_kind"]) == (
        "as expected",
        "error",
        "dynamic-error",
    )
    assert "stop  here" in first["error"]


@pytest.mark.parametrize(
    ("written", "error"),
    [
        (
            "expect: {error: dynamic, fires: [TR900]}",
            "expects an error and 'fires': of a message on which the rule set stops, nothing else is known",
        ),
        (
            "levels: [schema]\n    expect: {error: dynamic}",
            "the level rules isn't judged here, `levels` leaves it out: no stylesheet can stop",
        ),
        ("expect: {error: static}", "'error' takes 'dynamic', not 'static'"),
    ],
    ids=["beside-findings", "without-rules", "of-another-kind"],
)
def test_an_expectation_that_can_not_be(stopping: pytest.Pytester, written: str, error: str) -> None:
    write_cases(stopping.path / "a.cases.yaml", f"message: no-code.xml\ncases:\n  - id: a\n    {written}\n")

    result = stopping.runpytest()

    result.assert_outcomes(errors=1)
    assert any(error in line for line in result.outlines), result.outlines


def test_accept_rewrites_a_case_whose_rule_set_does_not_stop(stopping: pytest.Pytester) -> None:
    write_set(
        stopping.path / "rules" / "demo",
        STOPS.replace("<vr:Fout>", "<xsl:if test='false()'><vr:Fout>", 1).replace(
            "</vr:Fout>", "</vr:Fout></xsl:if>", 1
        ),
    )
    file = write_cases(
        stopping.path / "a.cases.yaml",
        "message: accepted.xml\ncases:\n  - id: a\n    expect: {error: dynamic}\n",
    )

    stopping.run(sys.executable, *RETOUR, "accept", "--all", "a.cases.yaml")

    assert file.read_text(encoding="utf-8").endswith("    expect: valid\n")
