<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS023, retour code S023: a date that has come to pass doesn't lie after the Dagtekening of the message.

    Tested    every Geboortedatum; Afgiftedatum and Toewijzingsdatum (301); Begindatum of the DeclaratiePeriode and
              of a ProductPeriode (303, where FactuurDagtekening is the Dagtekening); Begindatum of StartProduct (305);
              Einddatum of StopProduct (307).
    Source    iWmo and iJw 3.0 state the rule, 3.2 has it as TR134; the iWmo 2.1 schema lists S023 (LDT_RetourCode), and 8177
              for a ProductPeriode. Inferred for 2.1, and so is the choice of elements: 3.0 has no Afgiftedatum.
    Decided   The same day passes.
              ToewijzingIngangsdatum isn't tested: it repeats what the municipality allocated, and may lie ahead.
              The Dagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1">

    <xsl:template match="*" mode="CS023"/>

    <xsl:template match="iwmo:Datum | wmo301:Afgiftedatum | wmo301:Toewijzingsdatum
                         | wmo303:DeclaratieFactuurIdentificatie/iwmo:DeclaratiePeriode/iwmo:Begindatum
                         | wmo303:ProductPeriode/iwmo:Begindatum | wmo305:Begindatum
                         | wmo307:Einddatum
                         | ijw:Datum | jw301:Afgiftedatum | jw301:Toewijzingsdatum
                         | jw303:DeclaratieFactuurIdentificatie/ijw:DeclaratiePeriode/ijw:Begindatum
                         | jw303:ProductPeriode/ijw:Begindatum | jw305:Begindatum
                         | jw307:Einddatum" mode="CS023">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS023'"/>
            <xsl:with-param name="first" select="."/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'Deze datum valt na de dag waarop het bericht is gedagtekend.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
