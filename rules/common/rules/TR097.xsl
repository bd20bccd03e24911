<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR097, retour code 9097: the unknown parts of a birth date are filled in as its DatumGebruik tells.

    Source    iWlz 2.2 states the rule, iWmo 3.2 has it as CS139; the iWmo 2.1 schema lists 9097 (LDT_RetourCode).
              Inferred for 2.1.
    Decided   Without DatumGebruik nothing is asked, of 1900-01-01 neither.
              A known date that happens to be a first of the month needs no DatumGebruik.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1">

    <xsl:template match="*" mode="TR097"/>

    <xsl:template match="wmo301:Geboortedatum | wmo303:Geboortedatum | wmo305:Geboortedatum | wmo307:Geboortedatum | wmo315:Geboortedatum
                         | jw301:Geboortedatum | jw303:Geboortedatum | jw305:Geboortedatum | jw307:Geboortedatum | jw315:Geboortedatum"
                  mode="TR097">
        <xsl:call-template name="check-datum-gebruik">
            <xsl:with-param name="rule" select="'TR097'"/>
            <xsl:with-param name="datum" select="*[local-name() = 'Datum']"/>
            <xsl:with-param name="gebruik" select="*[local-name() = 'DatumGebruik']"/>
            <xsl:with-param name="details" select="'De onbekende delen van deze geboortedatum zijn anders ingevuld dan DatumGebruik aangeeft.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
