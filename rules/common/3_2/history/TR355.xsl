<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR355, retour code 9355: an answer names a request that was sent.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of a 315 the reference of an AangevraagdProduct, of a 317 that of the Verzoek.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR355"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="TR355">
        <xsl:variable name="request" select="concat($chain, ' ', normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>
        <xsl:if test="not(key('request', $request))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR355'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ReferentieAanbieder']"/>
                <xsl:with-param name="details" select="'Er is geen verzoek met deze referentie.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
