<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR413, retour code 9413: a temporary stop (RedenBeeindiging 20) isn't followed by another one of the same start.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A restart has a Begindatum of its own, so what lies between isn't asked. What the message itself removes
              is gone first. A removal (status 3) is not tested.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR413"/>

    <xsl:template match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct" mode="TR413">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:variable name="live">
            <xsl:call-template name="live-stops"/>
        </xsl:variable>
        <xsl:variable name="stops"
                      select="key('delivery', concat('StopProduct ', $start))[contains($live, concat(generate-id(), ' '))]"/>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] != '3' and *[local-name() = 'RedenBeeindiging'] = '20' and $stops[*[local-name() = 'RedenBeeindiging'] = '20']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR413'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze start is al tijdelijk gestopt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
