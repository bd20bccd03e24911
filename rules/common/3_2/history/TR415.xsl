<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR415, retour code 9415: a definitive stop is followed by no other.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Definitive is every RedenBeeindiging but 20. A correction removes the stop first; in the same message too.
              A removal (status 3) is not tested.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR415"/>

    <xsl:template match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct" mode="TR415">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:variable name="live">
            <xsl:call-template name="live-stops"/>
        </xsl:variable>
        <xsl:variable name="stops"
                      select="key('delivery', concat('StopProduct ', $start))[contains($live, concat(generate-id(), ' '))]"/>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] != '3' and $stops[*[local-name() = 'RedenBeeindiging'] != '20']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR415'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze start is al definitief gestopt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
