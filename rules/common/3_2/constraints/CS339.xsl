<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS339, retour code 0001: what is declared in euros (Eenheid 83) has as its amount what it has as its volume.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Both are whole cents. A credit line has the volume of the line that it takes back, without a sign.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="CS339"/>

    <xsl:template match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie" mode="CS339">
        <xsl:if test="*[local-name() = 'Eenheid'] = '83'
                      and number(translate(*[local-name() = 'GeleverdVolume'], '+', ''))
                          != number(translate(*[local-name() = 'IngediendBedrag']/*[local-name() = 'Bedrag'], '+', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS339'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'GeleverdVolume'] | *[local-name() = 'IngediendBedrag']/*[local-name() = 'Bedrag']"/>
                <xsl:with-param name="details" select="'Bij eenheid 83 (euro) is het bedrag gelijk aan het volume.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
