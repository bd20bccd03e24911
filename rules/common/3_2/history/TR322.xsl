<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR322, retour code 9322: the volumes of all declarations together fit the whole allocation.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Debit less credit over all declarations, this one included; refused lines don't count (inferred). The
              ceiling is that of helpers/ceilings.xsl for the whole period; that weeks and months count so is inferred.
              Without an Einddatum the total (Frequentie 6) alone has a ceiling: else the rule can't be decided. Lines
              in another unit than that of the allocation don't count, but minutes for hours. One finding for each
              allocation, at all debit lines of the message.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR322"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR322">
        <xsl:variable name="debits" select="key('current-debit', number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
        <xsl:if test="generate-id() = generate-id($debits[1])">
            <xsl:call-template name="TR322-total">
                <xsl:with-param name="debits" select="$debits"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <!-- Judges the allocation of the current line. -->
    <xsl:template name="TR322-total">
        <xsl:param name="debits"/>
        <xsl:variable name="number">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="omvang" select="$allocation/*[local-name() = 'Omvang']"/>
        <xsl:variable name="unit" select="$omvang/*[local-name() = 'Eenheid']"/>
        <xsl:choose>
            <xsl:when test="not($omvang)"/>
            <xsl:when test="not($allocation/*[local-name() = 'Einddatum']) and $omvang/*[local-name() = 'Frequentie'] != '6'">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR322'"/>
                    <xsl:with-param name="reason" select="'an allocation without Einddatum has no ceiling'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
                <xsl:variable name="times">
                    <xsl:call-template name="times">
                        <xsl:with-param name="allocation" select="$allocation"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:variable name="declared">
                    <xsl:call-template name="declared">
                        <xsl:with-param name="lines"
                                        select="key('line-of-allocation', $number)[($unit = *[local-name() = 'Eenheid'] or $unit = '04' and *[local-name() = 'Eenheid'] = '01')]"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:if test="number($declared) &gt; $times * number(translate($omvang/*[local-name() = 'Volume'], '+', '')) * (1 + 59 * ($unit = '04'))">
                    <xsl:call-template name="finding">
                        <xsl:with-param name="rule" select="'TR322'"/>
                        <xsl:with-param name="nodes" select="$debits/*[local-name() = 'GeleverdVolume']"/>
                        <xsl:with-param name="details" select="'Alle declaraties samen zijn meer dan er is toegewezen.'"/>
                    </xsl:call-template>
                </xsl:if>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
