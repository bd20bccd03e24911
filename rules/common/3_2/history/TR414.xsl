<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR414, retour code 9414: a stop doesn't end before the stop that it follows.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   It follows every stop of the same start that is there; equal dates pass. What the message itself removes
              is gone first. A removal (status 3) is not tested (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR414"/>

    <xsl:template match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct" mode="TR414">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:variable name="live">
            <xsl:call-template name="live-stops"/>
        </xsl:variable>
        <xsl:variable name="stops"
                      select="key('delivery', concat('StopProduct ', $start))[contains($live, concat(generate-id(), ' '))]"/>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] != '3'
                      and $stops[number(translate(*[local-name() = 'Einddatum'], '-', '')) &gt; number(translate(current()/*[local-name() = 'Einddatum'], '-', ''))]">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR414'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze stop eindigt voor een eerdere stop van dezelfde start.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
