"""A small Schematron schema of our own, in files that include each other, and a little transpiler for what it uses.

The transpiler stands in for SchXslt2 where that isn't at hand: it takes the same parameter and writes the same sort of stylesheet,
of no more than this schema needs.
"""

from __future__ import annotations

from pathlib import Path

ORDER = "urn:retour:tests:order"

SCHEMA = f"""\
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2" defaultPhase="usual">
  <ns prefix="o" uri="{ORDER}"/>
  <phase id="usual"><active pattern="whole"/><active pattern="lines"/></phase>
  <phase id="short"><active pattern="whole"/></phase>
  <pattern id="whole">
    <rule context="/o:Order">
      <assert id="ORD-01" flag="fatal" test="o:Id">An order has an Id.</assert>
      <report id="ORD-02" flag="warning" test="o:Remark">A remark is read by nobody.</report>
    </rule>
  </pattern>
  <include href="parts/lines.sch"/>
</schema>
"""

LINES = """\
<pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="lines">
  <rule context="o:Line">
    <extends href="amounts.sch#positive"/>
  </rule>
</pattern>
"""

AMOUNTS = """\
<schema xmlns="http://purl.oclc.org/dsdl/schematron">
  <pattern>
    <rule id="positive" abstract="true">
      <assert id="ORD-03" test="number(o:Amount) &gt;= 0">An amount isn't below zero.</assert>
    </rule>
  </pattern>
</schema>
"""

GOOD = f'<Order xmlns="{ORDER}"><Id>1</Id><Line><Amount>5</Amount></Line></Order>\n'
WRONG = f'<Order xmlns="{ORDER}"><Remark/><Line><Amount>-5</Amount></Line></Order>\n'

TRANSPILER = """\
<!-- Permission is hereby granted, free of charge: for tests only. -->
<xsl:transform version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
               xmlns:out="urn:retour:tests:out" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
               xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:schxslt="http://dmaus.name/ns/2023/schxslt"
               exclude-result-prefixes="sch schxslt">
  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:param name="schxslt:phase" select="'#ALL'"/>
  <xsl:template match="sch:schema">
    <xsl:variable name="phase" select="sch:phase[@id = $schxslt:phase]"/>
    <xsl:for-each select=".//sch:pattern/@is-a">
      <xsl:message terminate="yes">Nothing is known of {.}.</xsl:message>
    </xsl:for-each>
    <xsl:for-each select=".//@href"><xsl:sequence select="document(.)"/></xsl:for-each>
    <xsl:element name="xsl:stylesheet" namespace="http://www.w3.org/1999/XSL/Transform">
      <xsl:for-each select="sch:ns"><xsl:namespace name="{@prefix}" select="@uri"/></xsl:for-each>
      <xsl:attribute name="version">3.0</xsl:attribute>
      <xsl:variable name="patterns" select="sch:pattern[empty($phase) or @id = $phase/sch:active/@pattern]"/>
      <out:template match="/">
        <svrl:schematron-output>
          <xsl:comment>SchXslt2 Core 0.0-test</xsl:comment>
          <xsl:for-each select="$patterns"><out:apply-templates mode="{@id}"/></xsl:for-each>
        </svrl:schematron-output>
      </out:template>
      <xsl:for-each select="$patterns">
        <out:template match="text()" mode="{@id}"/>
        <xsl:apply-templates select="sch:rule"/>
      </xsl:for-each>
    </xsl:element>
  </xsl:template>
  <xsl:template match="sch:rule">
    <out:template match="{@context}" mode="{../@id}" priority="{last() - position()}">
      <svrl:fired-rule context="{@context}"/>
      <xsl:apply-templates select="sch:assert | sch:report"/>
      <out:apply-templates select="*" mode="#current"/>
    </out:template>
  </xsl:template>
  <xsl:template match="sch:assert">
    <out:if test="not({@test})">
      <svrl:failed-assert>
        <xsl:copy-of select="@id | @flag | @test"/>
        <out:attribute name="location" select="path()"/>
        <svrl:text><xsl:value-of select="."/></svrl:text>
      </svrl:failed-assert>
    </out:if>
  </xsl:template>
  <xsl:template match="sch:report">
    <out:if test="{@test}">
      <svrl:successful-report>
        <xsl:copy-of select="@id | @flag | @test"/>
        <out:attribute name="location" select="path()"/>
        <svrl:text><xsl:value-of select="."/></svrl:text>
      </svrl:successful-report>
    </out:if>
  </xsl:template>
</xsl:transform>
"""

LOSING = TRANSPILER.replace('select="*" mode="#current"', 'select="()"')
"""A transpiler that loses the rules on what stands inside an element on which one fires."""


def write_schema(folder: Path, **files: str) -> Path:
    """The schema with its parts, and further files.

    Returns:
        Its file.
    """
    written = {"order.sch": SCHEMA, "parts/lines.sch": LINES, "parts/amounts.sch": AMOUNTS, **files}
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "order.sch"
