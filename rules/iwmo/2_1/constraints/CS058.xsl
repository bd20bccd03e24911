<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS058, retour code S058: the StatusAanlevering of a product is 1 (first delivery) or 3 (removal).

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S058 (LDT_RetourCode). Inferred for 2.1.
    Decided   2 and 9 are in the code list and pass the schema; here they are reported.
              The StatusAanlevering of Client isn't tested: the neighbouring releases name the products only, and
              what 2.1 allowed on Client isn't known.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="CS058"/>
    </xsl:template>

    <xsl:template match="*" mode="CS058"/>

    <xsl:template match="wmo305:StartProduct/wmo305:StatusAanlevering
                         | wmo307:StopProduct/wmo307:StatusAanlevering" mode="CS058">
        <xsl:if test=". != '1' and . != '3'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS058'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een product wordt voor het eerst aangeleverd (1) of verwijderd (3); een andere StatusAanlevering past hier niet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
