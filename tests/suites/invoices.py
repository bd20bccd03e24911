"""A small set of rules on invoices of our own, in XSLT that writes SVRL, as the usual compilers of Schematron make it."""

from __future__ import annotations

from pathlib import Path

INVOICE = "urn:retour:tests:invoice"
NOTE = "urn:retour:tests:note"

XSLT = f"""\
<xsl:stylesheet version="{{version}}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:i="{INVOICE}" xmlns:n="{NOTE}">
  <xsl:output method="xml" indent="yes"/>
  <xsl:template match="*" mode="path">
    <xsl:apply-templates select="parent::*" mode="path"/>
    <xsl:value-of select="concat('/*:', local-name(), '[namespace-uri()=&quot;', namespace-uri(), '&quot;][',
                                 1 + count(preceding-sibling::*[name() = name(current())]), ']')"/>
  </xsl:template>
  <xsl:template match="/">
    <svrl:schematron-output title="Invoices">
      <svrl:active-pattern id="all"/>
      <xsl:apply-templates select="/" mode="all"/>
    </svrl:schematron-output>
  </xsl:template>

  <xsl:template match="/i:Invoice | /n:Note" mode="all" priority="10">
    <svrl:fired-rule context="/i:Invoice | /n:Note"/>
    <xsl:if test="not(*[local-name() = 'Id'])">
      <svrl:failed-assert test="i:Id | n:Id" id="INV-01" flag="fatal">
        <xsl:attribute name="location"><xsl:apply-templates select="." mode="path"/></xsl:attribute>
        <svrl:text>An invoice has
          an Id.</svrl:text>
      </svrl:failed-assert>
    </xsl:if>
    <xsl:if test="*[local-name() = 'Remark']">
      <svrl:successful-report test="i:Remark">
        <xsl:attribute name="id">INV-02</xsl:attribute>
        <xsl:attribute name="role">warning</xsl:attribute>
        <xsl:attribute name="location"><xsl:apply-templates select="." mode="path"/></xsl:attribute>
        <svrl:text>A remark is read by nobody.</svrl:text>
      </svrl:successful-report>
    </xsl:if>
    <xsl:apply-templates select="*" mode="all"/>
  </xsl:template>

  <xsl:template match="i:Line" mode="all" priority="9">
    <svrl:fired-rule context="i:Line"/>
    <xsl:if test="not(number(i:Amount) &gt;= 0)">
      <svrl:failed-assert test="number(i:Amount) &gt;= 0">
        <xsl:attribute name="location"><xsl:apply-templates select="." mode="path"/></xsl:attribute>
        <svrl:text>An amount isn't below zero.</svrl:text>
      </svrl:failed-assert>
    </xsl:if>
    <xsl:if test="not(i:Unit)">
      <svrl:failed-assert test="i:Unit" id="INV-03" role="info">
        <xsl:attribute name="location"><xsl:apply-templates select="." mode="path"/></xsl:attribute>
        <svrl:text>A line tells its unit.</svrl:text>
      </svrl:failed-assert>
    </xsl:if>
    <xsl:if test="i:Old">
      <svrl:successful-report test="i:Old" id="INV-04" role="deprecated">
        <xsl:attribute name="location"><xsl:apply-templates select="i:Old" mode="path"/></xsl:attribute>
        <svrl:text>Old is no longer used.</svrl:text>
      </svrl:successful-report>
    </xsl:if>
  </xsl:template>

  <xsl:template match="text()" mode="all"/>
</xsl:stylesheet>
"""

GOOD = f"""\
<Invoice xmlns="{INVOICE}">
  <Id>1</Id>
  <Line><Amount>5</Amount><Unit>hour</Unit></Line>
</Invoice>
"""

WRONG = f"""\
<Invoice xmlns="{INVOICE}">
  <Remark>Paid in cash</Remark>
  <Line><Amount>5</Amount></Line>
  <Line><Amount>-1</Amount><Unit>hour</Unit></Line>
</Invoice>
"""

UNNAMED = "i-Line-42619d79"
"""What the rule without an id is called."""


def write_suite(
    folder: Path, *, version: str = "2.0", manifest: str = "", files: dict[str, str] | None = None
) -> None:
    """A project with the set and some messages."""
    written = {
        "retour.toml": 'rule_sets = ["rules"]\n',
        "rules/invoices/invoices.xsl": XSLT.format(version=version),
        "good.xml": GOOD,
        "wrong.xml": WRONG,
        **({"rules/invoices/ruleset.yaml": manifest} if manifest else {}),
        **(files or {}),
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
