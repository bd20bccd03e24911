<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR376, without a retour code: the DeclaratieNummer of an answer is that of a declaration.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of the one that DeclaratieIdentificatie names (inferred); where there is none, TR337 fires alone. Nothing
              answers a 325, so there is no code.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR376"/>

    <xsl:template match="wmo325_3_2:DeclaratieNummer | jw325_3_2:DeclaratieNummer" mode="TR376">
        <xsl:variable name="declared" select="key('declaration', $answered)/*/*[local-name() = 'DeclaratieNummer']"/>
        <xsl:if test="$declared and not($declared[normalize-space() = normalize-space(current())])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR376'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De declaratie heeft een ander nummer.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
