"""Why a rule fired, and why it didn't, on small rule sets and with both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from retour.checking import outcome_job
from retour.engines import Engine, open_engine
from retour.levels import Check
from retour.model import Finding, Outcome, Why
from retour.reasons import with_reasons
from retour.reports.reasons import silence_lines, step_text
from retour.workspace import workspace_for
from samples import MESSAGE, TR018_ONCE, rapport, stylesheet, write_set

EARLY = MESSAGE.replace("2017-06-09", "2017-06-01", 1).replace("\r\n", "\n")
WRITE = "<vr:Fout><vr:Code>{code}</vr:Code></vr:Fout>"
ADD = """
  <xsl:template name="add">
    <xsl:param name="pRule"/>
    <xsl:param name="pNodes" select="."/>
    <vr:Fout><vr:Code><xsl:value-of select="normalize-space($pRule)"/></vr:Code></vr:Fout>
  </xsl:template>
  <xsl:template match="*" mode="TR018"/>
"""


@pytest.fixture(scope="module", params=["saxon", "libxslt"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = open_engine(request.param, 0)
    yield engine
    engine.close()


class Explain:
    """Runs a message through a small rule set."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder = folder
        self._engine = engine

    def outcome(self, top: str, message: str = EARLY, silent: tuple[str, ...] = ()) -> Outcome:
        """What comes of it, with reasons."""
        content = rapport('<xsl:apply-templates select="//*" mode="TR018"/>')
        folder = write_set(self._folder / "set", stylesheet(content, top=ADD + top))
        file = self._folder / "message.xml"
        file.write_text(message, encoding="utf-8")
        check = Check(file, "message.xml", workspace_for(file), str(folder), levels=("rules",))
        (pending,) = self._engine.submit([outcome_job(check, lambda outcome, _: outcome)])
        (explained,) = with_reasons(self._engine, [(check, pending.result())], None, silent)
        assert explained.problem is None, explained.problem
        return explained

    def why(self, top: str, message: str = EARLY) -> list[str]:
        """Why there is a finding: what each line says, without its place."""
        return [each for finding in self.outcome(top, message).findings[:1] for each in told(finding)]

    def why_not(self, top: str, message: str = EARLY) -> list[str]:
        """Why there is none."""
        outcome = self.outcome(top, message, ("TR018",))
        assert outcome.findings == ()
        return said(outcome.silences[0].why)


def told(finding: Finding) -> list[str]:
    assert finding.why is not None
    return said(finding.why)


def said(why: Why) -> list[str]:
    """The lines without file and line."""
    if why.unknown is not None:
        return [f"unknown: {why.unknown}"]
    lines = [f"{'→ ' * step.decided}{'  ' * step.depth}{step_text(step)}" for step in why.steps]
    return lines + ([f"{why.more} more"] if why.more else [])


@pytest.fixture
def explain(tmp_path: Path, engine: Engine) -> Explain:
    return Explain(tmp_path, engine)


def test_a_condition_with_the_value_of_each_part(explain: Explain) -> None:
    top = f"""<xsl:template match="m:StopProduct" mode="TR018">
        <xsl:if test="translate(m:Begindatum, '-', '') &gt; translate(m:Einddatum, '-', '') and m:Begindatum">
          {WRITE.format(code="TR018")}
        </xsl:if>
      </xsl:template>"""

    assert explain.why(top) == [
        "at StopProduct, line 7",
        "→ Begindatum (2017-06-06) > Einddatum (2017-06-01)",
        "→ Begindatum (2017-06-06) is there",
    ]


def test_a_called_template_with_its_arguments(explain: Explain) -> None:
    top = """
      <xsl:template match="m:StopProduct" mode="TR018">
        <xsl:call-template name="checkafter">
          <xsl:with-param name="pDate" select="m:Einddatum"/>
          <xsl:with-param name="pOther" select="m:Begindatum"/>
          <xsl:with-param name="pDays">0</xsl:with-param>
          <xsl:with-param name="pRule">TR018</xsl:with-param>
          <xsl:with-param name="pDetails" select="'Dit is een zin over deze regel.'"/>
        </xsl:call-template>
      </xsl:template>
      <xsl:template name="checkafter">
        <xsl:param name="pDate"/>
        <xsl:param name="pOther"/>
        <xsl:param name="pDays"/>
        <xsl:param name="pRule"/>
        <xsl:param name="pDetails"/>
        <xsl:if test="number(translate($pDate, '-', '')) &lt; number(translate($pOther, '-', '')) + $pDays">
          <xsl:call-template name="add"><xsl:with-param name="pRule" select="$pRule"/></xsl:call-template>
        </xsl:if>
      </xsl:template>"""

    assert explain.why(top) == [
        "at StopProduct, line 7",
        "calls checkafter pDate=Einddatum (2017-06-01) pOther=Begindatum (2017-06-06) pDays='0'",
        "→ Einddatum (2017-06-01) < Begindatum (2017-06-06) + $pDays (0)",
    ]


def test_how_a_variable_came_to_its_value(explain: Explain) -> None:
    top = """
      <xsl:template match="m:StopProduct" mode="TR018">
        <xsl:variable name="correct">
          <xsl:call-template name="is-after">
            <xsl:with-param name="value" select="m:Einddatum"/>
          </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="begin" select="m:Begindatum"/>
        <xsl:if test="$correct = 'false' and $begin">
          <xsl:call-template name="add"><xsl:with-param name="pRule" select="'TR018'"/></xsl:call-template>
        </xsl:if>
      </xsl:template>
      <xsl:template name="is-after">
        <xsl:param name="value"/>
        <xsl:choose>
          <xsl:when test="starts-with($value, '2016')">true</xsl:when>
          <xsl:when test="$value = '2017-06-01'">false</xsl:when>
          <xsl:otherwise>true</xsl:otherwise>
        </xsl:choose>
      </xsl:template>"""

    assert explain.why(top) == [
        "at StopProduct, line 7",
        "→ $correct (false) = 'false'",
        "  $correct (false)",
        "    calls is-after value=Einddatum (2017-06-01)",
        "      Einddatum (2017-06-01) = '2017-06-01'",
        "→ Begindatum (2017-06-06) is there",
    ]


def test_the_pattern_where_it_is_the_condition(explain: Explain) -> None:
    top = f"""<xsl:template match="m:StopProduct[m:Einddatum = '2017-06-01']" mode="TR018">
        {WRITE.format(code="TR018")}
      </xsl:template>"""

    assert explain.why(top) == [
        "at StopProduct, line 7",
        "→ Einddatum (2017-06-01) = '2017-06-01'",
    ]


def test_the_node_where_its_being_there_is_the_condition(explain: Explain) -> None:
    top = f'<xsl:template match="m:Naam" mode="TR018">{WRITE.format(code="TR018")}</xsl:template>'

    assert explain.why(top) == ["→ at Naam, line 6"]


def test_what_a_loop_asks_of_its_nodes(explain: Explain) -> None:
    top = f"""<xsl:template match="m:Client" mode="TR018">
        <xsl:for-each select="m:StopProduct[m:Einddatum &lt; 3 or translate(m:Einddatum, '-', '') &lt; 20170602]">
          {WRITE.format(code="TR018")}
        </xsl:for-each>
      </xsl:template>"""

    assert explain.why(top) == [
        "at Client, line 4",
        "at StopProduct, line 7",
        "→ Einddatum (2017-06-01) < 20170602",
    ]


def test_what_a_predicate_says_of_the_nodes_that_it_takes(explain: Explain) -> None:
    top = f"""<xsl:template match="m:StopProduct" mode="TR018">
        <xsl:variable name="others" select="../m:StopProduct[m:Einddatum != current()/m:Einddatum]"/>
        <xsl:if test="$others">{WRITE.format(code="TR018")}</xsl:if>
      </xsl:template>"""

    assert explain.why(top) == [
        "at StopProduct, line 7",
        "→ StopProduct is there",
        "  $others: ../StopProduct[…]",
        "    Einddatum (2017-06-09) != current()/Einddatum (2017-06-01)",
    ]


def test_the_first_of_two_findings_of_one_rule_isnt_the_second(explain: Explain) -> None:
    top = f"""<xsl:template match="m:StopProduct" mode="TR018">
        <xsl:if test="m:Einddatum">{WRITE.format(code="TR018")}</xsl:if>
      </xsl:template>"""

    findings = explain.outcome(top).findings

    assert [told(finding)[0] for finding in findings] == ["at StopProduct, line 7", "at StopProduct, line 11"]


def test_a_value_is_cut_off_and_white_space_at_its_ends_is_seen(explain: Explain) -> None:
    top = f"""<xsl:template match="m:Naam" mode="TR018">
        <xsl:if test=". != 'x'">{WRITE.format(code="TR018")}</xsl:if>
      </xsl:template>"""

    long = explain.why(top, EARLY.replace("Zoë van Ammerveld", "a" * 300))
    wide = explain.why(top, EARLY.replace("Zoë van Ammerveld", " Zoë\n"))

    assert long[1] == f"→ Naam ({'a' * 200}…) != 'x'"
    assert wide[1] == "→ Naam (\" Zoë\\u000a\") != 'x'"


def test_a_condition_that_wasnt_met(explain: Explain) -> None:
    top = f"""<xsl:template match="m:Client" mode="TR018">
        <xsl:if test="m:Bsn">
          <xsl:if test="m:Naam = 'onbekend' or not(m:Bsn)">{WRITE.format(code="TR018")}</xsl:if>
        </xsl:if>
      </xsl:template>"""

    assert explain.why_not(top) == [
        "at Client, line 4",
        "→   Naam (Zoë van Ammerveld) = 'onbekend' doesn't hold",
        "→   Bsn (999990019) is there",
    ]


def test_a_branch_that_was_taken_before(explain: Explain) -> None:
    top = f"""<xsl:template match="m:Client" mode="TR018">
        <xsl:choose>
          <xsl:when test="m:Bsn = '999990019'"/>
          <xsl:otherwise>{WRITE.format(code="TR018")}</xsl:otherwise>
        </xsl:choose>
      </xsl:template>"""

    assert explain.why_not(top) == ["at Client, line 4", "→   Bsn (999990019) = '999990019'"]


def test_a_loop_over_nothing(explain: Explain) -> None:
    top = f"""<xsl:template match="m:Client" mode="TR018">
        <xsl:for-each select="m:StopProduct[m:Einddatum = '2018-01-01']">{WRITE.format(code="TR018")}</xsl:for-each>
      </xsl:template>"""

    assert explain.why_not(top) == [
        "at Client, line 4",
        "→   StopProduct[…] (absent)",
        "    none of 2 StopProduct fits",
        "    Einddatum (2017-06-01) = '2018-01-01' doesn't hold",
        "    Einddatum (2017-06-09) = '2018-01-01' doesn't hold",
    ]


def test_a_rule_whose_templates_take_nothing(explain: Explain) -> None:
    top = f'<xsl:template match="m:Huis | m:Straat" mode="TR018">{WRITE.format(code="TR018")}</xsl:template>'

    assert explain.why_not(top) == ["→ no Huis is in the message", "→ no Straat is in the message"]


def test_two_nodes_of_a_silent_rule_are_told_and_the_others_counted(explain: Explain) -> None:
    more = EARLY.replace("</m:Client>", "<m:StopProduct/>\n</m:Client>")
    top = f"""<xsl:template match="m:StopProduct" mode="TR018">
        <xsl:if test="m:Naam">{WRITE.format(code="TR018")}</xsl:if>
      </xsl:template>"""

    assert explain.why_not(top, more)[-3:] == ["at StopProduct, line 11", "→   Naam (absent)", "1 more"]


def test_what_fired_has_no_silence_and_what_isnt_checked_says_so(explain: Explain) -> None:
    top = f'<xsl:template match="m:Naam" mode="TR018">{WRITE.format(code="TR018")}</xsl:template>'

    outcome = explain.outcome(top, TR018_ONCE, ("TR018", "CS002"))

    assert [line for each in outcome.silences for line in silence_lines(each)] == [
        "CS002: it isn't checked in WMO307",
        "TR018: it fired",
    ]


@pytest.fixture(scope="module")
def saxon() -> Iterator[Engine]:
    engine = open_engine("saxon", 0)
    yield engine
    engine.close()


def test_why_isnt_known_where_the_copy_writes_another_report(tmp_path: Path, saxon: Engine) -> None:
    details = "<vr:Details><xsl:value-of select='generate-id()'/></vr:Details>"
    fout = f"<vr:Fout><vr:Code>TR018</vr:Code>{details}</vr:Fout>"

    outcome = Explain(tmp_path, saxon).outcome(
        f'<xsl:template match="m:Naam" mode="TR018">{fout}</xsl:template>', silent=("CS002",)
    )

    assert told(outcome.findings[0]) == [
        "unknown: the copy of the rule set that tells its course writes another report"
    ]
    assert list(silence_lines(outcome.silences[0])) == ["CS002: it isn't checked in WMO307"]


def test_why_isnt_known_where_the_copy_fails(tmp_path: Path, saxon: Engine) -> None:
    """A tail call needs no stack; one after which something is told does."""
    top = f"""
      <xsl:template match="m:Naam" mode="TR018">
        <xsl:call-template name="again"><xsl:with-param name="n" select="20000"/></xsl:call-template>
      </xsl:template>
      <xsl:template name="again">
        <xsl:param name="n"/>
        <xsl:choose>
          <xsl:when test="$n = 0">{WRITE.format(code="TR018")}</xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="again"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:template>"""

    (line,) = told(Explain(tmp_path, saxon).outcome(top).findings[0])

    assert line.startswith("unknown: the copy of the rule set that tells its course fails: ")
    assert "retour-" not in line
