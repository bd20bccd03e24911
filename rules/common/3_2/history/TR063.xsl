<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR063, retour code 9063: what is removed (status 3) was delivered before.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The whole key is the same: of a start the Bsn, ToewijzingNummer, Product and Begindatum, of a stop also
              RedenBeeindiging and Einddatum. What was removed already is not there any more (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR063"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct
                         | wmo307_3_2:StopProduct | jw307_3_2:StopProduct"
                  mode="TR063">
        <xsl:variable name="last-status">
            <xsl:call-template name="last-status"/>
        </xsl:variable>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] = '3' and $last-status != '1'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR063'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'StatusAanlevering']"/>
                <xsl:with-param name="details" select="'Er is niets aangeleverd dat met deze sleutel te verwijderen is.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
