"""Builders of small stylesheets in the official layout."""

from __future__ import annotations

RAPPORT = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"
WMO = "http://www.istandaarden.nl/iwmo/2_1/{}/schema/2_1"

BASIS = """
  <xsl:variable name="xsltVersion">
    1.0.0
  </xsl:variable>
  <xsl:template match="*[local-name() = 'Bericht']">
    <r:Rapport><r:Fouten><xsl:apply-templates select="*" mode="check"/></r:Fouten></r:Rapport>
  </xsl:template>
"""


def stylesheet(body: str, *messages: str, prefix: str = "m") -> str:
    """A stylesheet that declares the namespaces of iWmo 2.1 messages."""
    declared = "".join(f' xmlns:{prefix}{n}="{WMO.format(name)}"' for n, name in enumerate(messages))
    return (
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
        f' xmlns:r="{RAPPORT}"{declared}>{body}</xsl:stylesheet>'
    )


def rule(code: str, *messages: str) -> str:
    """A rule file: its empty template, and one that reports."""
    return stylesheet(
        f"""
  <xsl:import href="../common/basis.xsl"/>
  <xsl:template match="*" mode="{code}"/>
  <xsl:template match="m0:Client" mode="{code}">
    <xsl:call-template name="addError"><xsl:with-param name="pRule">
      {code}
    </xsl:with-param></xsl:call-template>
  </xsl:template>""",
        *messages,
    )


def entry(*codes: str) -> str:
    """An entry that includes rule files and applies them."""
    includes = "".join(f'<xsl:include href="rules/{code}.xsl"/>' for code in codes)
    applies = "".join(f'<xsl:apply-templates select="." mode="{code}"/>' for code in codes)
    return stylesheet(
        f'<xsl:import href="common/basis.xsl"/>{includes}'
        f'<xsl:template match="*" mode="check" priority="0">{applies}</xsl:template>'
    )
