<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR321, retour code 9321: the volume of a line fits what the allocation has for its period.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   How often the volume of the allocation fits is said in helpers/ceilings.xsl. By the week, effort of
              category 01 (which iJw doesn't have) has six weeks in every month. By the month, output is agreed between
              the parties: the rule can't be decided. By the day, that the days of the period count is inferred. Only an
              allocation with an Omvang, and a line in its unit, or in minutes for hours: TR341 reports others. Not
              tested on credit lines: a credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR321"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR321">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="omvang" select="$allocation/*[local-name() = 'Omvang']"/>
        <xsl:variable name="unit" select="$omvang/*[local-name() = 'Eenheid']"/>
        <xsl:variable name="output" select="$unit = '82' or $unit = '83'"/>
        <xsl:variable name="times">
            <xsl:choose>
                <xsl:when test="$omvang/*[local-name() = 'Frequentie'] = '2' and not($output) and *[local-name() = 'ProductCategorie'] = '01'">6</xsl:when>
                <xsl:otherwise>
                    <xsl:call-template name="times">
                        <xsl:with-param name="allocation" select="$allocation"/>
                        <xsl:with-param name="first" select="*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum']"/>
                        <xsl:with-param name="last" select="*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum']"/>
                    </xsl:call-template>
                </xsl:otherwise>
            </xsl:choose>
        </xsl:variable>
        <xsl:variable name="declared">
            <xsl:call-template name="declared">
                <xsl:with-param name="lines" select="."/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:choose>
            <xsl:when test="not(($unit = *[local-name() = 'Eenheid'] or $unit = '04' and *[local-name() = 'Eenheid'] = '01'))"/>
            <xsl:when test="$output and $omvang/*[local-name() = 'Frequentie'] = '4'">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR321'"/>
                    <xsl:with-param name="reason" select="'the parties agree on output by the month'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="number($declared) &gt; $times * number(translate($omvang/*[local-name() = 'Volume'], '+', '')) * (1 + 59 * ($unit = '04'))">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR321'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'GeleverdVolume']"/>
                    <xsl:with-param name="details" select="'Er is voor deze periode minder toegewezen.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
