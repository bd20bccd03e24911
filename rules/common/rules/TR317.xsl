<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR317, retour code 8215: the calculated amount of a line is its volume times its tariff.

    Tested    BerekendBedrag, where it is given, against GeleverdVolume and ProductTarief.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   Exact: a tariff that was converted is rounded before it is put into the line, as 3.0 says.
              A line without a tariff, or with a Verrekenpercentage, isn't tested: no text says how that changes the product.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="TR317"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="TR317">
        <xsl:variable name="calculated" select="*[local-name() = 'BerekendBedrag']/*[local-name() = 'Bedrag']"/>
        <xsl:variable name="tariff" select="*[local-name() = 'ProductTarief']"/>
        <xsl:if test="$calculated and $tariff and not(*[local-name() = 'Verrekenpercentage'])
                      and number(translate($calculated, '+', '')) != number(translate(*[local-name() = 'GeleverdVolume'], '+', '')) * number(translate($tariff, '+', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR317'"/>
                <xsl:with-param name="nodes" select="$calculated | *[local-name() = 'GeleverdVolume'] | $tariff"/>
                <xsl:with-param name="details" select="'Het berekende bedrag is niet het volume maal het tarief.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
