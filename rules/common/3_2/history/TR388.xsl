<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR388, retour code 9388: a line ends on the last of the month, or when the allocation does.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   When the allocation ends earlier in the month TR308 leaves its Einddatum alone. Without an allocation
              TR338 fires alone. Not tested on credit lines: a credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR388"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR388">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="end" select="normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum'])"/>
        <xsl:variable name="days">
            <xsl:call-template name="days-in-month">
                <xsl:with-param name="date" select="$end"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:if test="$allocation and number(substring($end, 9, 2)) != number($days)
                      and $end != normalize-space($allocation/*[local-name() = 'Einddatum'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR388'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ProductPeriode']"/>
                <xsl:with-param name="details" select="'Deze periode eindigt niet op de laatste van de maand of met de toewijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
