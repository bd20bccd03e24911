<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR064, retour code 9064: the Aanbieder of a product is the Afzender of the message.

    Tested    StartProduct (305), StopProduct (307) and the requested Product (315).
    Source    iWlz 2.2 states the rule, of an institution; the iWmo 2.1 schema lists 9064 (LDT_RetourCode). Inferred
              for 2.1.
    Decided   No text of iWmo or iJw has it, so it is off unless inferred-rules is on.
              The Afzender comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1">

    <xsl:template match="*" mode="TR064"/>

    <xsl:template match="wmo305:Aanbieder | wmo307:Aanbieder | wmo315:Aanbieder
                         | jw305:Aanbieder | jw307:Aanbieder | jw315:Aanbieder" mode="TR064">
        <xsl:if test=". != $header/*[local-name() = 'Afzender']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR064'"/>
                <xsl:with-param name="nodes" select="$header/*[local-name() = 'Afzender'] | ."/>
                <xsl:with-param name="details" select="'De aanbieder van dit product is niet de afzender van het bericht.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
