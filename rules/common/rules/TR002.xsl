<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR002, retour code 9002 (in 3.2 0001): nobody is older than 120 years on the Dagtekening, unless the birth date is unknown.

    Tested    the Geboortedatum of Client and of Relatie.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists 9002 (LDT_RetourCode). Inferred for
              2.1.
    Decided   Exactly 120 years passes, one day more is reported.
              Unknown means 1900-01-01 together with DatumGebruik 3; either alone exempts nothing. (The iWlz 2.2
              stylesheet also lets 1900-01-01 without any DatumGebruik pass.)
              In 303 FactuurDagtekening is the Dagtekening. It comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">

    <xsl:template match="*" mode="TR002"/>

    <xsl:template match="iwmo:Datum | ijw:Datum
                         | iwmo_3_2:Datum | ijw_3_2:Datum"
                  mode="TR002">
        <xsl:if test="not(normalize-space() = '1900-01-01' and ../*[local-name() = 'DatumGebruik'] = '3')">
            <xsl:call-template name="check-date-order">
                <xsl:with-param name="rule" select="'TR002'"/>
                <xsl:with-param name="first" select="$dagtekening"/>
                <xsl:with-param name="second" select="."/>
                <xsl:with-param name="years" select="120"/>
                <xsl:with-param name="details" select="'Volgens deze geboortedatum is iemand op de dagtekening ouder dan 120 jaar.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
