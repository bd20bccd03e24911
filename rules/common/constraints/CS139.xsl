<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS139, retour code 0001: the unknown parts of a birth date are filled in as DatumGebruik tells.

    Source    iWmo 3.2 and iJw 3.2 state the rule. In release 2.1 it is TR097.
    Decided   Without DatumGebruik nothing is asked, of 1900-01-01 neither.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CS139"/>

    <xsl:template match="wmo301_3_2:Geboortedatum | wmo305_3_2:Geboortedatum | wmo307_3_2:Geboortedatum
                         | wmo315_3_2:Geboortedatum | jw301_3_2:Geboortedatum | jw305_3_2:Geboortedatum
                         | jw307_3_2:Geboortedatum | jw315_3_2:Geboortedatum"
                  mode="CS139">
        <xsl:call-template name="check-datum-gebruik">
            <xsl:with-param name="rule" select="'CS139'"/>
            <xsl:with-param name="datum" select="*[local-name() = 'Datum']"/>
            <xsl:with-param name="gebruik" select="*[local-name() = 'DatumGebruik']"/>
            <xsl:with-param name="details" select="'De onbekende delen van deze geboortedatum zijn anders ingevuld dan DatumGebruik aangeeft.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
