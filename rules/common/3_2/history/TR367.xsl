<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR367, retour code 9367: a line of an answer repeats the values of the declaration.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   ToewijzingNummer, ProductCategorie, ProductCode, ProductPeriode, GeleverdVolume, Eenheid, ProductTarief
              and IngediendBedrag; a ProductTarief that is missing on both sides is equal. Numbers are compared as
              numbers. Debit or credit is the same already, by the VorigReferentieNummer (CD060). One finding for each
              line, at what differs; a ProductTarief that is left out is shown by the line.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR367"/>

    <xsl:template match="wmo325_3_2:Prestatie | jw325_3_2:Prestatie" mode="TR367">
        <xsl:variable name="line">
            <xsl:call-template name="answered-line"/>
        </xsl:variable>
        <xsl:variable name="declared" select="key('line-by-id', $line)"/>
        <xsl:variable name="differing">
            <xsl:for-each select="*[$declared]">
                <xsl:variable name="said">
                    <xsl:apply-templates select="." mode="TR367-value"/>
                </xsl:variable>
                <xsl:variable name="declared-value">
                    <xsl:apply-templates select="$declared/*[local-name() = local-name(current())]" mode="TR367-value"/>
                </xsl:variable>
                <xsl:if test="$said != $declared-value">
                    <xsl:value-of select="concat('|', local-name(), '|')"/>
                </xsl:if>
            </xsl:for-each>
        </xsl:variable>
        <xsl:variable name="nodes" select="*[contains($differing, concat('|', local-name(), '|'))]
                                           | self::*[$declared/*[local-name() = 'ProductTarief'] and not(*[local-name() = 'ProductTarief'])]"/>
        <xsl:if test="$nodes">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR367'"/>
                <xsl:with-param name="nodes" select="$nodes"/>
                <xsl:with-param name="details" select="'De declaratie heeft hier een andere waarde.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <!-- Writes a value as it is compared; nothing for what isn't. -->
    <xsl:template match="*" mode="TR367-value">
        <xsl:choose>
            <xsl:when test="self::*[local-name() = 'ToewijzingNummer'] or self::*[local-name() = 'GeleverdVolume'] or self::*[local-name() = 'ProductTarief']">
                <xsl:value-of select="number(translate(., '+', ''))"/>
            </xsl:when>
            <xsl:when test="self::*[local-name() = 'IngediendBedrag']">
                <xsl:value-of select="number(translate(*[local-name() = 'Bedrag'], '+', ''))"/>
            </xsl:when>
            <xsl:when test="self::*[local-name() = 'ProductCategorie'] or self::*[local-name() = 'ProductCode'] or self::*[local-name() = 'ProductPeriode'] or self::*[local-name() = 'Eenheid']">
                <xsl:value-of select="translate(., ' &#9;&#10;&#13;', '')"/>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
