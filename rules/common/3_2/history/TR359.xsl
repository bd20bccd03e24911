<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR359, retour code 9359: a request that was allocated is not answered as well.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR359"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="TR359">
        <xsl:variable name="request" select="concat($chain, ' ', normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>
        <xsl:if test="key('granted', $request)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR359'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Op dit verzoek is al toegewezen.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
