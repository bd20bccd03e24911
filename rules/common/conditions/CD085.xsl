<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD085, retour code 0001: who refuses a request (VerzoekAntwoord 1) says why.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="CD085"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="CD085">
        <xsl:if test="*[local-name() = 'VerzoekAntwoord'] = '1' and not(*[local-name() = 'RedenAfwijzingVerzoek'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD085'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'VerzoekAntwoord']"/>
                <xsl:with-param name="details" select="'Een afgewezen verzoek (1) heeft een reden.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
