<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR074, retour code 9074: what is delivered for the first time (status 1) wasn't delivered before.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The whole key is the same, as for TR063. What was removed since may be delivered again (inferred). Two of
              one key in one message break TR101.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR074"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct
                         | wmo307_3_2:StopProduct | jw307_3_2:StopProduct"
                  mode="TR074">
        <xsl:variable name="last-status">
            <xsl:call-template name="last-status"/>
        </xsl:variable>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] = '1' and $last-status = '1'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR074'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit is al eerder met dezelfde sleutel aangeleverd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
