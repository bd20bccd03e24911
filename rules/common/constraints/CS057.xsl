<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS057, retour code S057: a client's StatusAanlevering follows from those of the products.

    It is 9 when every product is removed (3), and otherwise 1.
    Source    iWlz 2.1 states the rule (iWlz 2.2 and iWmo 3.2 no longer have it); the iWmo 2.1 schema lists S057
              (LDT_RetourCode). Inferred for 2.1.
    Decided   No text of iWmo or iJw has it, so it is off unless inferred-rules is on.
              2 and 3 never pass on a client.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1">

    <xsl:template match="*" mode="CS057"/>

    <xsl:template match="wmo305:Client/wmo305:StatusAanlevering | wmo307:Client/wmo307:StatusAanlevering
                         | jw305:Client/jw305:StatusAanlevering | jw307:Client/jw307:StatusAanlevering" mode="CS057">
        <xsl:variable name="statuses" select="../*/*/*[local-name() = 'StatusAanlevering']"/>
        <xsl:variable name="all-removed" select="$statuses and not($statuses[. != '3'])"/>
        <xsl:if test="($all-removed and . != '9') or (not($all-removed) and . != '1')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS057'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De status van een cliënt is 9 als alle producten worden verwijderd, en anders 1.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
