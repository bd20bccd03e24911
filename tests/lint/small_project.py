"""A small project in which lint finds nothing, for examples to change."""

from __future__ import annotations

from samples import MESSAGE, RAPPORT

WMO = "http://www.istandaarden.nl/iwmo/2_1/{}/schema/2_1"
MESSAGE_305 = MESSAGE.replace("wmo307", "wmo305")

BASIS = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="{RAPPORT}">
  <xsl:template match="*[local-name() = 'Bericht']">
    <r:Rapport><r:Fouten><xsl:apply-templates select="*" mode="check"/></r:Fouten></r:Rapport>
  </xsl:template>
</xsl:stylesheet>
"""


def entry(*codes: str) -> str:
    """An entry that includes rule files and applies them."""
    includes = "\n".join(f'  <xsl:include href="rules/{code}.xsl"/>' for code in codes)
    applies = "\n".join(f'    <xsl:apply-templates select="." mode="{code}"/>' for code in codes)
    return f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="common/basis.xsl"/>
{includes}
  <xsl:template match="*" mode="check" priority="0">
{applies}
  </xsl:template>
</xsl:stylesheet>
"""


def rule(code: str, match: str) -> str:
    """A rule file: what leads to it, its empty template, and on line 7 the one that reports."""
    return f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:m305="{WMO.format("wmo305")}"
                xmlns:m307="{WMO.format("wmo307")}">
  <xsl:template match="*" mode="check"><xsl:apply-templates select="." mode="{code}"/></xsl:template>
  <xsl:template match="*" mode="{code}"/>

  <xsl:template match="{match}"
                mode="{code}">
    <xsl:call-template name="addError"><xsl:with-param name="pRule" select="'{code}'"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
"""


MANIFEST = """\
id: demo/1.0
standard: iwmo
release: "2.1"
version: "1.0.3"
retour_codes:
  TR018: "9018"
"""

CATALOGUE = """\
rules:
  - code: CS002
    messages: [WMO305, WMO307]
  - code: TR018
    messages: [WMO307]
  - code: TR002
    messages: [WMO305, WMO307]
"""

ACCEPTED = """\
message: stop.xml

cases:
  - id: accepted
    expect: valid
"""

SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
           targetNamespace="{namespace}">
  <xs:element name="Bericht"><xs:complexType><xs:sequence>
    <xs:element name="Client"/><xs:element name="Bsn"/><xs:element name="StopProduct"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""

PROJECT = {
    "retour.toml": 'rules = "demo/1.0"\n',
    "rules/demo/ruleset.yaml": MANIFEST,
    "rules/demo/catalogue.yaml": CATALOGUE,
    "rules/demo/common/basis.xsl": BASIS,
    "rules/demo/rules/CS002.xsl": rule("CS002", "m305:Bsn | m307:Bsn"),
    "rules/demo/rules/TR002.xsl": rule("TR002", "m305:Client | m307:Client"),
    "rules/demo/rules/TR018.xsl": rule("TR018", "m307:StopProduct"),
    "rules/demo/WMO305.xsl": entry("CS002", "TR002"),
    "rules/demo/WMO307.xsl": entry("CS002", "TR002", "TR018"),
    "cases/stop.xml": MESSAGE,
    "cases/stop.cases.yaml": ACCEPTED,
}
"""The files of the project, by path: WMO305 has the rules CS002 and TR002, WMO307 has TR018 too."""


def case(expect: str, *, message: str = "stop.xml", more: str = "") -> str:
    """A case file with one case, whose `expect` begins on line 4.

    Args:
        more: further keys of the case, behind its expectation.
    """
    return f"message: {message}\ncases:\n  - id: this\n    expect: {expect}\n{more}"
