<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR366, retour code 9366: a line of an answer is one of the declaration.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The line has the same ReferentieNummer and VorigReferentieNummer. Where no declaration has the
              DeclaratieIdentificatie, TR337 fires alone.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR366"/>

    <xsl:template match="wmo325_3_2:Prestatie | jw325_3_2:Prestatie" mode="TR366">
        <xsl:variable name="line">
            <xsl:call-template name="answered-line"/>
        </xsl:variable>
        <xsl:if test="key('declaration', $answered) and $line = ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR366'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ProductReferentie']"/>
                <xsl:with-param name="details" select="'De declaratie heeft geen regel met deze referentie.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
