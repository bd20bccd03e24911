<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR371, without a retour code: XsdVersieDeclaratie is the XsdVersie of the declaration.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Where no declaration has the DeclaratieIdentificatie, TR337 fires alone. Nothing answers a 325, so there
              is no code.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR371"/>

    <xsl:template match="wmo325_3_2:XsdVersieDeclaratie | jw325_3_2:XsdVersieDeclaratie" mode="TR371">
        <xsl:variable name="declared" select="key('declaration', $answered)/*/*[local-name() = 'XsdVersie']"/>
        <xsl:if test="$declared/*[local-name() = 'BasisschemaXsdVersie'] != *[local-name() = 'BasisschemaXsdVersie']
                      or $declared/*[local-name() = 'BerichtXsdVersie'] != *[local-name() = 'BerichtXsdVersie']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR371'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De declaratie heeft een andere XsdVersie.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
