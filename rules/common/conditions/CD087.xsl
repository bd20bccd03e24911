<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD087, retour code 0001: a tariff is given unless what is declared is declared in euros (Eenheid 83).

    Source    iWmo 3.2 states the rule; no text of 2.x does. Inferred for 2.1, and one of the declaration rules,
              which can be switched off.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD087"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CD087">
        <xsl:if test="(number(translate(*[local-name() = 'Eenheid'], '+', '')) = 83) = boolean(*[local-name() = 'ProductTarief'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD087'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Eenheid'] | *[local-name() = 'ProductTarief']"/>
                <xsl:with-param name="details" select="'Er is een tarief, behalve bij eenheid 83 (euro).'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
