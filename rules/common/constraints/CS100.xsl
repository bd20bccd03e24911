<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS100, retour code 0001: what is declared lies in 2021 or later.

    Tested    DeclaratiePeriode and each ProductPeriode.
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Each date of a period counts; 2021-01-01 passes. Earlier periods are declared with 303 of release
              3.0.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="CS100"/>

    <xsl:template match="wmo323_3_2:DeclaratiePeriode | wmo323_3_2:ProductPeriode | jw323_3_2:DeclaratiePeriode
                         | jw323_3_2:ProductPeriode"
                  mode="CS100">
        <xsl:variable name="early" select="*[number(translate(., '-', '')) &lt; 20210101]"/>
        <xsl:if test="$early">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS100'"/>
                <xsl:with-param name="nodes" select="$early"/>
                <xsl:with-param name="details" select="'Deze datum ligt vóór 2021; daarvoor dient een ander bericht.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
