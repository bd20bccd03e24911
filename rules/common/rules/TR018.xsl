<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR018, retour code 9018 (in 3.2 0001): support doesn't end before it began.

    Source    iWmo 3.2 states the rule (iWlz 2.2 says it of the Mutatiedatum); the iWmo 2.1 schema lists 9018
              (LDT_RetourCode). Inferred for 2.1.
    Decided   The same day passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR018"/>

    <xsl:template match="wmo307:StopProduct | jw307:StopProduct
                         | wmo307_3_2:StopProduct | jw307_3_2:StopProduct"
                  mode="TR018">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR018'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Begindatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'De ondersteuning eindigt vóór de Begindatum.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
