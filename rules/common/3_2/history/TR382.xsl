<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR382, retour code 9069: a stop repeats the start that it ends.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The start has the same Bsn, ToewijzingNummer, Product and Begindatum, and is there. One that was stopped
              temporarily is there: a second, definitive stop passes. A removal (status 3) is not tested.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR382"/>

    <xsl:template match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct" mode="TR382">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:variable name="starts"
                      select="key('delivery', concat('StartProduct ', $start))
                                  [translate(*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')
                                   = translate(current()/*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')]"/>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] != '3' and not($starts[last()]/*[local-name() = 'StatusAanlevering'] = '1')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR382'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Er is geen start die bij deze stop hoort.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
