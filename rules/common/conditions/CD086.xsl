<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD086, retour code 0001: who is still looking into a request (VerzoekAntwoord 2) gives no reason for refusing
    it.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="CD086"/>

    <xsl:template match="wmo319_3_2:Antwoord | jw319_3_2:Antwoord" mode="CD086">
        <xsl:if test="*[local-name() = 'VerzoekAntwoord'] = '2' and *[local-name() = 'RedenAfwijzingVerzoek']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD086'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'RedenAfwijzingVerzoek']"/>
                <xsl:with-param name="details" select="'Een verzoek dat nog wordt onderzocht (2) heeft geen reden voor afwijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
