<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD062, retour code 0001: what is declared in euros (Eenheid 83) has no tariff.

    Source    iWmo 3.0 states the rule; the code list of 2.1 has no code for it. Inferred for 2.1, so it is one of the declaration
              rules, which are off unless they are asked for.
    Decided   Nothing the other way round: a line in another unit may do without a tariff.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD062"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CD062">
        <xsl:if test="number(translate(*[local-name() = 'Eenheid'], '+', '')) = 83 and *[local-name() = 'ProductTarief']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD062'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Eenheid'] | *[local-name() = 'ProductTarief']"/>
                <xsl:with-param name="details" select="'Bij eenheid 83 (euro) is er geen tarief.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
