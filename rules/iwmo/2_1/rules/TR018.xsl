<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR018, retour code 9018: support doesn't end before it began.

    Source    iWmo 3.2 states the rule (iWlz 2.2 says it of the Mutatiedatum); the iWmo 2.1 schema lists 9018
              (LDT_RetourCode). Inferred for 2.1.
    Decided   The same day passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="TR018"/>
    </xsl:template>

    <xsl:template match="*" mode="TR018"/>

    <xsl:template match="wmo307:StopProduct" mode="TR018">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR018'"/>
            <xsl:with-param name="first" select="wmo307:Begindatum"/>
            <xsl:with-param name="second" select="wmo307:Einddatum"/>
            <xsl:with-param name="details" select="'De ondersteuning eindigt vóór de Begindatum.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
