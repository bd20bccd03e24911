<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS336, retour code 0001: RedenWijziging 01 is not used any more.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The code list still has it; TR302 still says how such an allocation counts.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CS336"/>

    <xsl:template match="wmo301_3_2:RedenWijziging | jw301_3_2:RedenWijziging" mode="CS336">
        <xsl:if test=". = '01'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS336'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Reden 01 wordt niet meer gebruikt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
