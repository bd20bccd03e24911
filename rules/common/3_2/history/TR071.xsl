<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR071, retour code 9071: a start isn't removed (status 3) while a stop of it is there.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The stop is one with the same Bsn, ToewijzingNummer (task-based: Product) and Begindatum, whatever its
              RedenBeeindiging. Once the stop is removed, the start may be.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema">

    <xsl:template match="*" mode="TR071"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct" mode="TR071">
        <xsl:variable name="live-stops">
            <xsl:call-template name="live-stops"/>
        </xsl:variable>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] = '3' and $live-stops != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR071'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'StatusAanlevering']"/>
                <xsl:with-param name="details" select="'Van deze start is al een stop aangeleverd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
