<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR315, retour code 8269 (in 3.2 0001): no two lines of a message take back the same line.

    Source    iWmo and iJw 3.0 and 3.2 state the rule, and the code list of 2.1 under 8269. Where its elements stand in 2.1 is
              inferred.
    Decided   Across clients. One finding per group, with all of them as locations.
              White space around a number doesn't count.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR315"/>

    <xsl:key name="TR315" match="wmo303:ProductReferentie/iwmo:VorigReferentieNummer
                               | jw303:ProductReferentie/ijw:VorigReferentieNummer
                               | wmo323_3_2:ProductReferentie/iwmo_3_2:VorigReferentieNummer
                               | jw323_3_2:ProductReferentie/ijw_3_2:VorigReferentieNummer"
             use="normalize-space()"/>

    <xsl:template match="iwmo:VorigReferentieNummer | ijw:VorigReferentieNummer
                         | iwmo_3_2:VorigReferentieNummer | ijw_3_2:VorigReferentieNummer"
                  mode="TR315">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR315'"/>
            <xsl:with-param name="equals" select="key('TR315', normalize-space())"/>
            <xsl:with-param name="details" select="'Meer dan een regel neemt dezelfde eerdere regel terug.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
