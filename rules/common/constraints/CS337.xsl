<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS337, retour code 0001: what is delivered lies in one calendar month.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="CS337"/>

    <xsl:template match="wmo323_3_2:ProductPeriode | jw323_3_2:ProductPeriode" mode="CS337">
        <xsl:if test="substring(normalize-space(*[local-name() = 'Begindatum']), 1, 7) != substring(normalize-space(*[local-name() = 'Einddatum']), 1, 7)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS337'"/>
                <xsl:with-param name="nodes" select="*"/>
                <xsl:with-param name="details" select="'Deze periode loopt over meer dan een kalendermaand.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
