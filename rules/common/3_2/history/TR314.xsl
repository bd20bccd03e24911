<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR314, retour code 8021: a provider uses a ReferentieNummer once.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Once in all declarations that this municipality got, of whatever release, and once in the message. Numbers
              of a declaration that was refused as a whole are free (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR314"/>

    <xsl:template match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie" mode="TR314">
        <xsl:if test="key('line', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer'])))[2]">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR314'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ProductReferentie']"/>
                <xsl:with-param name="details" select="'Dit referentienummer is al gebruikt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
