<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS002, retour code S002: a burgerservicenummer passes the 11-test.

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S002 (LDT_RetourCode). Inferred for 2.1.
    Decided   000000000 passes: the rule is the sum alone.
              A value that isn't nine digits fails; the schema refuses it first.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="CS002"/>
    </xsl:template>

    <xsl:template match="*" mode="CS002"/>

    <xsl:template match="wmo305:Client/wmo305:Bsn | wmo307:Client/wmo307:Bsn" mode="CS002">
        <xsl:call-template name="check-elfproef">
            <xsl:with-param name="rule" select="'CS002'"/>
            <xsl:with-param name="bsn" select="."/>
            <xsl:with-param name="details" select="'Dit burgerservicenummer doorstaat de elfproef niet.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
