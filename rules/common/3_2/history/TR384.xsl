<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR384, retour code 9384: nothing is declared of a removed allocation.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Removed is an allocation whose version in force has RedenWijziging 13. Not tested on credit lines: a
              credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR384"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR384">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="$allocation/*[local-name() = 'RedenWijziging'] = '13'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR384'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze toewijzing is verwijderd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
