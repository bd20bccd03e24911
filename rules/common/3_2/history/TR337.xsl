<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR337, without a retour code: an answer names a declaration that was received.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Identificatie and Dagtekening are those of the 323. Nothing answers a 325, so there is no code.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR337"/>

    <xsl:template match="wmo325_3_2:DeclaratieIdentificatie | jw325_3_2:DeclaratieIdentificatie" mode="TR337">
        <xsl:if test="not(key('declaration', $answered))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR337'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Er is geen declaratie met deze identificatie.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
