"""Functions of a stylesheet: what they were called with and what decided in them, on SaxonC; XSLT 1.0 has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import Outcome
from retour.reasons import with_reasons
from retour.reports.reasons import step_text
from retour.workspace import workspace_for
from retour.xslt.names import XSL
from retour.xslt.xpath import called_name, parse_xpath
from samples import MESSAGE, rapport, stylesheet, write_set

EARLY = MESSAGE.replace("2017-06-09", "2017-06-01", 1)
SAME_DAY = MESSAGE.replace("2017-06-09", "2017-06-06", 1).replace("2017-06-09", "2017-06-20")

FUNCTIONS = """
  <xsl:function name="f:late" as="xs:boolean">
    <xsl:param name="first"/>
    <xsl:param name="second"/>
    <xsl:sequence select="xs:date($second) lt xs:date($first)"/>
  </xsl:function>
  <xsl:function name="f:days" as="xs:integer">
    <xsl:param name="from"/>
    <xsl:param name="until"/>
    <xsl:variable name="length" select="xs:date($until) - xs:date($from)"/>
    <xsl:choose>
      <xsl:when test="f:late($from, $until)"><xsl:sequence select="-1"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="days-from-duration($length)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>
  <xsl:function name="f:number" as="xs:integer">
    <xsl:param name="text"/>
    <xsl:if test="$text"><xsl:sequence select="xs:integer(string($text))"/></xsl:if>
  </xsl:function>
  <xsl:function name="f:sum" as="xs:integer">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="if ($number le 0) then 0 else $number + f:sum($number - 1)"/>
  </xsl:function>
  <xsl:function name="f:one"><xsl:sequence select="1"/></xsl:function>
  <xsl:function name="f:text" as="xs:string"><xsl:param name="of"/><xsl:value-of select="normalize-space($of)"/></xsl:function>
"""
RULE = """
  <xsl:template match="*" mode="TR018"/>
  <xsl:template match="m:StopProduct" mode="TR018">
    {before}
    <xsl:if test="{test}"><vr:Fout><vr:Code>TR018</vr:Code></vr:Fout></xsl:if>
  </xsl:template>
"""
NAMESPACES = 'xmlns:f="urn:example:functions" xmlns:xs="http://www.w3.org/2001/XMLSchema"'


ELSEWHERE = f"""
  <xsl:function xmlns="urn:elsewhere" xmlns:xsl="{XSL}" name="f:elsewhere" as="xs:boolean">
    <xsl:param name="of"/>
    <xsl:sequence select="$of gt '2017'"/>
  </xsl:function>
"""
"""As compilers of Schematron take it over from the schema, in stylesheets that have XSLT as their default namespace."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = open_engine("saxon", 0)
    yield engine
    engine.close()


@pytest.fixture
def explained(tmp_path: Path, engine: Engine) -> Explain:
    return Explain(tmp_path, engine)


class Explain:
    """Runs a message through a rule that calls functions; what comes of it has to be the same with reasons and without."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._engine = engine

    def __call__(self, test: str, *, message: str = EARLY, before: str = "", more: str = "") -> list[str]:
        outcome = self.outcome(test, message, before, more)
        whys = [each.why for each in outcome.findings] or [silence.why for silence in outcome.silences]
        assert whys[0] is not None
        assert whys[0].unknown is None
        return [f"{'→ ' * step.decided}{'  ' * step.depth}{step_text(step)}" for step in whys[0].steps][1:]

    def outcome(self, test: str, message: str, before: str, more: str) -> Outcome:
        top = FUNCTIONS + more + RULE.format(test=test, before=before)
        text = stylesheet(rapport('<xsl:apply-templates select="//*" mode="TR018"/>'), top=top)
        text = text.replace('version="1.0"', 'version="3.0"', 1).replace(
            " xmlns:vr", f" {NAMESPACES} xmlns:vr", 1
        )
        if ELSEWHERE in more:
            text = text.replace("xsl:stylesheet ", f'stylesheet xmlns="{XSL}" ').replace(
                "/xsl:stylesheet", "/stylesheet"
            )
        folder = write_set(self._folder / "set", text)
        file = self._folder / "message.xml"
        file.write_text(message, encoding="utf-8")
        check = Check(file, "message.xml", workspace_for(file), str(folder), levels=("rules",))
        (pending,) = self._engine.submit([outcome_job(check, lambda outcome, _: outcome)])
        plain = pending.result()
        assert plain.problem is None, plain.problem
        (outcome,) = with_reasons(self._engine, [(check, plain)], None, ("TR018",))
        assert outcome.report == plain.report
        assert [each.code for each in outcome.findings] == [each.code for each in plain.findings]
        return outcome


def test_a_call_that_decides(explained: Explain) -> None:
    assert explained("f:late(m:Begindatum, m:Einddatum)") == [
        "→ f:late(Begindatum (2017-06-06), Einddatum (2017-06-01))",
        "  calls f:late(first=Begindatum (2017-06-06) second=Einddatum (2017-06-01))",
        "    Einddatum (2017-06-01) lt Begindatum (2017-06-06)",
    ]


def test_what_it_gives(explained: Explain) -> None:
    assert explained("f:days(m:Begindatum, m:Einddatum) lt 3", message=SAME_DAY) == [
        "→ f:days(Begindatum (2017-06-06), Einddatum (2017-06-06)) (0) lt 3",
        "  calls f:days(from=Begindatum (2017-06-06) until=Einddatum (2017-06-06))",
        "    f:late(Begindatum (2017-06-06), Einddatum (2017-06-06)) doesn't hold",
        "      calls f:late(first=Begindatum (2017-06-06) second=Einddatum (2017-06-06))",
        "        Einddatum (2017-06-06) lt Begindatum (2017-06-06) doesn't hold",
        "    = days-from-duration($length (PT0S))",
        "      $length (PT0S) = Einddatum (2017-06-06) - Begindatum (2017-06-06)",
    ]


def test_by_way_of_a_variable(explained: Explain) -> None:
    before = '<xsl:variable name="late" select="f:late(m:Begindatum, m:Einddatum)"/>'

    assert explained("$late", before=before) == [
        "→ $late (true) is there",
        "  $late (true) = f:late(Begindatum (2017-06-06), Einddatum (2017-06-01))",
        "    calls f:late(first=Begindatum (2017-06-06) second=Einddatum (2017-06-01))",
        "      Einddatum (2017-06-01) lt Begindatum (2017-06-06)",
    ]


def test_a_rule_that_stays_silent(explained: Explain) -> None:
    assert explained("f:late(m:Begindatum, m:Einddatum)", message=SAME_DAY)[:3] == [
        "→   f:late(Begindatum (2017-06-06), Einddatum (2017-06-06)) doesn't hold",
        "    calls f:late(first=Begindatum (2017-06-06) second=Einddatum (2017-06-06))",
        "      Einddatum (2017-06-06) lt Begindatum (2017-06-06) doesn't hold",
    ]


def test_calls_in_calls(explained: Explain) -> None:
    lines = explained("f:late(f:text(m:Begindatum), f:text(m:Einddatum))")

    assert lines[:3] == [
        "→ f:late(f:text(Begindatum (2017-06-06)) (2017-06-06), f:text(Einddatum (2017-06-01)) (2017-06-01))",
        "  calls f:late(first=f:text(Begindatum (2017-06-06)) (2017-06-06) second=f:text(Einddatum (2017-06-01)) (2017-06-01))",
        "    $second (2017-06-01) lt $first (2017-06-06)",
    ]
    assert "  calls f:text(of=Begindatum (2017-06-06))" in lines


def test_a_function_that_fails_where_nobody_calls_it(explained: Explain) -> None:
    """What isn't evaluated in the rule is asked alone; its error ends nothing, and what follows is told where it belongs."""
    lines = explained(
        "(not(m:Begindatum) and f:number(m:Begindatum) gt 1) or f:late(m:Begindatum, m:Einddatum)"
    )

    assert lines[0] == "→ f:late(Begindatum (2017-06-06), Einddatum (2017-06-01))"
    assert lines[1].startswith("  calls f:late(")


def test_a_function_that_calls_itself(explained: Explain) -> None:
    assert explained("f:sum(200) gt f:one()")[:2] == [
        "→ f:sum(200) (20100) gt f:one() (1)",
        "  calls f:sum(number=200)",
    ]


def test_of_a_function_that_is_declared_twice_only_the_call_is_told(explained: Explain) -> None:
    """An import may have another one, and the copy must run the one that counts."""
    twice = """
      <xsl:function name="f:twice" as="xs:boolean" use-when="true()"><xsl:param name="of"/><xsl:sequence select="exists($of)"/></xsl:function>
      <xsl:function name="f:twice" as="xs:boolean" use-when="false()"><xsl:param name="of"/><xsl:sequence select="false()"/></xsl:function>
    """

    assert explained("f:twice(m:Begindatum)", more=twice) == ["→ f:twice(Begindatum (2017-06-06))"]


def test_a_function_with_a_default_namespace_of_its_own(explained: Explain) -> None:
    assert explained("f:elsewhere(m:Begindatum)", more=ELSEWHERE) == [
        "→ f:elsewhere(Begindatum (2017-06-06))",
        "  calls f:elsewhere(of=Begindatum (2017-06-06))",
        "    Begindatum (2017-06-06) gt '2017'",
    ]


def test_in_a_predicate_the_call_is_told_as_it_is_written(explained: Explain) -> None:
    assert explained("../m:StopProduct[f:late(m:Begindatum, m:Einddatum)]") == [
        "→ ../StopProduct[late(Begindatum, Einddatum)] is there"
    ]


def test_a_call_is_found_wherever_it_stands() -> None:
    text = "f:a('f:b(', m:f) and f:b() or $f:b or f:other(1)"
    assert (
        parse_xpath(text, {"f": "urn:f", "m": "urn:m"}, exact=True, functions=["f:a", "f:b"]) is None
    )  # f:other

    expression = parse_xpath(
        text.replace("f:other", "f:b"), {"f": "urn:f", "m": "urn:m"}, exact=True, functions=["f:a", "f:b"]
    )

    assert expression is not None
    found = [(called_name(expression, node), expression.of(node)) for node, _ in expression.walk()]
    assert [each for each in found if each[0]] == [
        ("f:a", "f:a('f:b(', m:f)"),
        ("f:b", "f:b()"),
        ("f:b", "f:b(1)"),
    ]
