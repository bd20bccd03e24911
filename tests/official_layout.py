"""A small rule set in the official layout, with everything that coverage has to tell apart, and messages for it."""

from __future__ import annotations

from pathlib import Path

from samples import NAMESPACE, RAPPORT

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="{RAPPORT}" xmlns:m="{NAMESPACE}">
"""

FILES = {
    "WMO307.xsl": """\
    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="rules/TR018.xsl"/>
    <xsl:include href="rules/CS002.xsl"/>
    <xsl:include href="rules/TR101.xsl"/>
    <xsl:template match="*" mode="check" priority="0">
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="TR018"/>
        <xsl:apply-templates select="." mode="TR101"/>
    </xsl:template>
""",
    "common/basis.xsl": """\
    <xsl:output method="xml" encoding="UTF-8"/>
    <xsl:template match="/*[local-name() = 'Bericht']">
        <vr:Rapport><vr:Fouten><xsl:apply-templates select="//*" mode="check"/></vr:Fouten></vr:Rapport>
    </xsl:template>
    <xsl:template name="report">
        <xsl:param name="pRule"/>
        <xsl:param name="pDetails" select="''"/>
        <vr:Fout>
            <vr:Code><xsl:value-of select="$pRule"/></vr:Code>
            <vr:Locatie>/Bericht</vr:Locatie>
            <vr:Details><xsl:value-of select="$pDetails"/></vr:Details>
        </vr:Fout>
    </xsl:template>
    <xsl:template name="unused"><xsl:text>never</xsl:text></xsl:template>
""",
    "rules/TR018.xsl": """\
    <xsl:import href="../common/basis.xsl"/>
    <xsl:template match="*" mode="TR018"/>
    <xsl:template match="*" mode="check"><xsl:apply-templates select="." mode="TR018"/></xsl:template>
    <xsl:template match="m:StopProduct" mode="TR018">
        <xsl:variable name="order">
            <xsl:choose>
                <xsl:when test="not(m:Einddatum)">open</xsl:when>
                <xsl:when test="translate(m:Einddatum, '-', '') &lt; translate(m:Begindatum, '-', '')"
                    >wrong</xsl:when>
            </xsl:choose>
        </xsl:variable>
        <xsl:if test="$order = 'wrong'">
            <xsl:call-template name="report">
                <xsl:with-param name="pRule"> TR018 </xsl:with-param>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>
""",
    "rules/CS002.xsl": """\
    <xsl:import href="../common/basis.xsl"/>
    <xsl:template match="*" mode="CS002"/>
    <xsl:template match="m:Bsn" mode="CS002">
        <xsl:choose>
            <xsl:when test=". = '999990019'"/>
            <xsl:when test=". = '123456782'"><xsl:message>the other one</xsl:message></xsl:when>
            <xsl:otherwise>
                <xsl:call-template name="report"><xsl:with-param name="pRule" select="'CS002'"/></xsl:call-template>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>
""",
    "rules/TR101.xsl": """\
    <xsl:import href="../common/basis.xsl"/>
    <xsl:template match="*" mode="TR101"/>
    <xsl:template match="m:Contact" mode="TR101">
        <xsl:if test="following-sibling::m:Contact"><xsl:call-template name="report">
            <xsl:with-param name="pRule" select="'TR101'"/></xsl:call-template></xsl:if>
    </xsl:template>
""",
}


def write_official_set(folder: Path, **changed: str) -> Path:
    """Write the set; a file of which another body is given gets that."""
    for name, body in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = changed.get(file.stem, body)
        file.write_text(f"{_HEAD}{text}</xsl:stylesheet>\n", encoding="utf-8")
    return folder
