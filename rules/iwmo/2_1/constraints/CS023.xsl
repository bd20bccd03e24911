<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS023, retour code S023: a date that has come to pass doesn't lie after the Dagtekening of the message.

    Tested    Geboortedatum; Begindatum of StartProduct and StopProduct; Einddatum of StopProduct.
    Source    iWlz 2.2 states the rule, iWmo 3.2 has it as TR134; the iWmo 2.1 schema lists S023 (LDT_RetourCode).
              Inferred for 2.1, and so is the choice of elements.
    Decided   The same day passes.
              ToewijzingIngangsdatum isn't tested: it repeats what the municipality allocated, and may lie ahead.
              The Dagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="CS023"/>
    </xsl:template>

    <xsl:template match="*" mode="CS023"/>

    <xsl:template match="wmo305:Geboortedatum/iwmo:Datum | wmo307:Geboortedatum/iwmo:Datum
                         | wmo305:StartProduct/wmo305:Begindatum
                         | wmo307:StopProduct/wmo307:Begindatum | wmo307:StopProduct/wmo307:Einddatum" mode="CS023">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS023'"/>
            <xsl:with-param name="first" select="."/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'Deze datum valt na de dag waarop het bericht is gedagtekend.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
