<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR365, retour code 9365: a request is answered once, unless it was under investigation (VerzoekAntwoord 2).

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   After an investigation one answer may follow. An investigation after an answer breaks TR360 as well.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR365"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="TR365">
        <xsl:variable name="request" select="concat($chain, ' ', normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>
        <xsl:if test="key('answer', $request)[*[local-name() = 'VerzoekAntwoord'] != '2']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR365'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit verzoek is al beantwoord.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
