<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS340, retour code 0001: a declaration is about one whole calendar month.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   29 February is the last day in a leap year, and 28 February in no other.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="CS340"/>

    <xsl:template match="wmo323_3_2:DeclaratiePeriode | jw323_3_2:DeclaratiePeriode" mode="CS340">
        <xsl:variable name="first" select="normalize-space(*[local-name() = 'Begindatum'])"/>
        <xsl:variable name="days">
            <xsl:call-template name="days-in-month">
                <xsl:with-param name="date" select="$first"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:if test="substring($first, 9) != '01'
                      or normalize-space(*[local-name() = 'Einddatum']) != concat(substring($first, 1, 8), $days)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS340'"/>
                <xsl:with-param name="nodes" select="*"/>
                <xsl:with-param name="details" select="'De declaratieperiode is niet precies een kalendermaand.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
