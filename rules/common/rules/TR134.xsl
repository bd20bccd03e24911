<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR134, retour code 0001: no date lies after the Dagtekening that can't.

    Tested    birth dates (301, 305, 307, 315); Toewijzingsdatum (301), Begindatum of a StartProduct (305),
              Einddatum of a StopProduct (307), Begindatum of DeclaratiePeriode (323) and of each ProductPeriode
              (323, 325).
    Source    iWmo 3.2 and iJw 3.2 state the rule. In release 2.1 it is CS023.
    Decided   The same day passes. Begindatum of a StopProduct isn't tested. The Dagtekening comes first among
              the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR134"/>

    <xsl:template match="iwmo_3_2:Datum | wmo301_3_2:Toewijzingsdatum
                         | wmo305_3_2:StartProduct/wmo305_3_2:Begindatum
                         | wmo307_3_2:StopProduct/wmo307_3_2:Einddatum
                         | wmo323_3_2:DeclaratiePeriode/iwmo_3_2:Begindatum
                         | wmo323_3_2:ProductPeriode/iwmo_3_2:Begindatum
                         | wmo325_3_2:ProductPeriode/iwmo_3_2:Begindatum | ijw_3_2:Datum
                         | jw301_3_2:Toewijzingsdatum | jw305_3_2:StartProduct/jw305_3_2:Begindatum
                         | jw307_3_2:StopProduct/jw307_3_2:Einddatum
                         | jw323_3_2:DeclaratiePeriode/ijw_3_2:Begindatum
                         | jw323_3_2:ProductPeriode/ijw_3_2:Begindatum
                         | jw325_3_2:ProductPeriode/ijw_3_2:Begindatum"
                  mode="TR134">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR134'"/>
            <xsl:with-param name="first" select="."/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'Deze datum valt na de dag waarop het bericht is gedagtekend.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
