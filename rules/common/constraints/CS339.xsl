<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS339, retour code 0001: what is declared in euros (Eenheid 83) is declared for the volume that was delivered.

    Source    iWmo 3.2 states the rule; no text of 2.x does. Inferred for 2.1, and one of the declaration rules,
              which can be switched off.
    Decided   Both are whole cents. A credit line has the volume of the line that it takes back, without a sign.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CS339"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CS339">
        <xsl:if test="number(translate(*[local-name() = 'Eenheid'], '+', '')) = 83
                      and number(translate(*[local-name() = 'GeleverdVolume'], '+', ''))
                          != number(translate(*[local-name() = 'DeclaratieFactuurBedrag']/*[local-name() = 'Bedrag'], '+', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS339'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'GeleverdVolume'] | *[local-name() = 'DeclaratieFactuurBedrag']/*[local-name() = 'Bedrag']"/>
                <xsl:with-param name="details" select="'Bij eenheid 83 (euro) is het bedrag gelijk aan het volume.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
