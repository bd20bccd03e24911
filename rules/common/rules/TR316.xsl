<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR316, retour code 8062 (in 3.2 0001): no line of a message takes back a line of the same message.

    Source    iWmo and iJw 3.0 and 3.2 state the rule, and the code list of 2.1 under 8062. Where its elements stand in 2.1 is
              inferred.
    Decided   Across clients; a line that names itself is reported too. Whether the other line is debit makes no
              difference.
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

    <xsl:template match="*" mode="TR316"/>

    <xsl:key name="TR316" match="wmo303:ProductReferentie/iwmo:ReferentieNummer
                               | jw303:ProductReferentie/ijw:ReferentieNummer
                               | wmo323_3_2:ProductReferentie/iwmo_3_2:ReferentieNummer
                               | jw323_3_2:ProductReferentie/ijw_3_2:ReferentieNummer"
             use="normalize-space()"/>

    <xsl:template match="iwmo:VorigReferentieNummer | ijw:VorigReferentieNummer
                         | iwmo_3_2:VorigReferentieNummer | ijw_3_2:VorigReferentieNummer"
                  mode="TR316">
        <xsl:variable name="taken-back" select="key('TR316', normalize-space())"/>
        <xsl:if test="$taken-back">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR316'"/>
                <xsl:with-param name="nodes" select="$taken-back | ."/>
                <xsl:with-param name="details" select="'De regel die wordt teruggenomen staat in hetzelfde bericht.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
