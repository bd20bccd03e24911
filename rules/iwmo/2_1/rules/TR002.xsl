<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR002, retour code 9002: a client is at most 120 years old on the Dagtekening, unless the birth date is unknown.

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists 9002 (LDT_RetourCode). Inferred for 2.1.
    Decided   Exactly 120 years passes, one day more is reported.
              Unknown means 1900-01-01 together with DatumGebruik 3; either alone exempts nothing. (The iWlz 2.2
              stylesheet also lets 1900-01-01 without any DatumGebruik pass.)
              The Dagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="TR002"/>
    </xsl:template>

    <xsl:template match="*" mode="TR002"/>

    <xsl:template match="wmo305:Geboortedatum/iwmo:Datum | wmo307:Geboortedatum/iwmo:Datum" mode="TR002">
        <xsl:if test="not(normalize-space() = '1900-01-01' and ../iwmo:DatumGebruik = '3')">
            <xsl:call-template name="check-date-order">
                <xsl:with-param name="rule" select="'TR002'"/>
                <xsl:with-param name="first" select="$dagtekening"/>
                <xsl:with-param name="second" select="."/>
                <xsl:with-param name="years" select="120"/>
                <xsl:with-param name="details" select="'Volgens deze geboortedatum is de cliënt op de dagtekening ouder dan 120 jaar.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
