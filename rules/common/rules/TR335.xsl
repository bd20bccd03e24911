<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR335, retour code 0001: nothing is declared that was delivered more than five years before the invoice date.

    Tested    Einddatum of each ProductPeriode, against FactuurDagtekening.
    Source    iWmo 3.2 states the rule; no text of 2.x does. Inferred for 2.1, and one of the declaration rules,
              which can be switched off.
    Decided   Exactly five years passes. The FactuurDagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="TR335"/>

    <xsl:template match="wmo303:ProductPeriode | jw303:ProductPeriode" mode="TR335">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR335'"/>
            <xsl:with-param name="first" select="$dagtekening"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="years" select="5"/>
            <xsl:with-param name="details" select="'Deze prestatie is meer dan vijf jaar voor de factuurdatum geleverd.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
