<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS058, retour code S058 (in 3.2 0001): the StatusAanlevering of a product is 1 (first delivery) or 3 (removal).

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S058 (LDT_RetourCode). Inferred for
              2.1.
    Decided   2 and 9 are in the code list and pass the schema; here they are reported.
              The StatusAanlevering of Client is CS057's.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="CS058"/>

    <xsl:template match="wmo305:StartProduct/wmo305:StatusAanlevering | wmo307:StopProduct/wmo307:StatusAanlevering
                         | jw305:StartProduct/jw305:StatusAanlevering | jw307:StopProduct/jw307:StatusAanlevering
                         | wmo305_3_2:StartProduct/wmo305_3_2:StatusAanlevering
                         | wmo307_3_2:StopProduct/wmo307_3_2:StatusAanlevering
                         | jw305_3_2:StartProduct/jw305_3_2:StatusAanlevering
                         | jw307_3_2:StopProduct/jw307_3_2:StatusAanlevering"
                  mode="CS058">
        <xsl:if test=". != '1' and . != '3'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS058'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een product wordt voor het eerst aangeleverd (1) of verwijderd (3); een andere StatusAanlevering past hier niet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
