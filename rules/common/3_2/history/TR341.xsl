<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR341, retour code 9341: the unit of a line is that of the allocation; minutes may stand for hours.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Hours don't stand for minutes. Where the allocation has no Omvang the contract says which unit it is: the
              rule can't be decided. Not tested on credit lines: a credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR341"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR341">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="unit" select="$allocation/*[local-name() = 'Omvang']/*[local-name() = 'Eenheid']"/>
        <xsl:choose>
            <xsl:when test="$allocation and not($unit)">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR341'"/>
                    <xsl:with-param name="reason" select="'the contract tells the unit of an allocation without Omvang'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="$unit != *[local-name() = 'Eenheid'] and not($unit = '04' and *[local-name() = 'Eenheid'] = '01')">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR341'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'Eenheid']"/>
                    <xsl:with-param name="details" select="'De toewijzing heeft een andere eenheid.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
