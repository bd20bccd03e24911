<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR323, retour code 8017: a credit line takes back a line that was granted.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A debit line with that ReferentieNummer. One that wasn't answered yet is not granted.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR323"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'C'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'C']"
                  mode="TR323">
        <xsl:variable name="standings">
            <xsl:for-each select="key('line', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer'])))[*/*[local-name() = 'DebetCredit'] = 'D']">
                <xsl:call-template name="standing"/>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="not(contains($standings, 'granted'))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR323'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ProductReferentie']"/>
                <xsl:with-param name="details" select="'Er is geen toegekende debetregel met dit nummer.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
