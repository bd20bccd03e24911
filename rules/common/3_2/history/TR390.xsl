<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR390, retour code 9390: a line is credited once.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The same line is one with the same VorigReferentieNummer (inferred: a credit line has a number of its
              own). Twice in one message breaks TR315.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR390"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'C'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'C']"
                  mode="TR390">
        <xsl:if test="key('credit', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer'])))[ancestor::h:earlier]">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR390'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze regel is al gecrediteerd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
