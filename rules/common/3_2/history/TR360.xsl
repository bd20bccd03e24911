<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR360, retour code 9360: a request is under investigation (VerzoekAntwoord 2) before it is answered, not after
    it.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A second time under investigation is after an answer too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR360"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="TR360">
        <xsl:variable name="request" select="concat($chain, ' ', normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>
        <xsl:if test="*[local-name() = 'VerzoekAntwoord'] = '2' and key('answer', $request)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR360'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit verzoek is al eerder beantwoord.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
