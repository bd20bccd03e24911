<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS108, retour code S108: a period that is declared ends on or after its first day and by the invoice date.

    Tested    Einddatum of DeclaratiePeriode and of each ProductPeriode; the invoice date is FactuurDagtekening.
    Source    iWlz 2.2 states the rule, iWmo 3.2 has it as TR137; the iWmo 2.1 schema lists S108 (LDT_RetourCode),
              and 8175, 8178 and 8188 with the same conditions. Inferred for 2.1.
    Decided   Both bounds pass. A period that breaks both is reported twice.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CS108"/>

    <xsl:template match="wmo303:DeclaratieFactuurIdentificatie/iwmo:DeclaratiePeriode | wmo303:ProductPeriode
                         | jw303:DeclaratieFactuurIdentificatie/ijw:DeclaratiePeriode | jw303:ProductPeriode"
                  mode="CS108">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS108'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Begindatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'De periode eindigt vóór haar begindatum.'"/>
        </xsl:call-template>
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS108'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'De periode eindigt na de factuurdatum.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
