<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR346, retour code 9346: the amount of a line is its volume times its tariff, unless the unit is 83.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Whole cents. Minutes may be declared of a tariff by the hour: then the amount is that tariff times the
              minutes, divided by 60 and rounded half up, and the ProductTarief of the line, itself rounded, isn't used.
              The tariff by the hour is that of the register tarieven (ProductCode, 04, cents). Without one, minutes
              must have an amount that a tariff that rounds to the ProductTarief can give (inferred): what lies outside
              that is wrong, and what lies inside can't be decided. Not tested on credit lines: a credit repeats its
              debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR346"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'][*[local-name() = 'ProductTarief']]
                         | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'][*[local-name() = 'ProductTarief']]"
                  mode="TR346">
        <xsl:variable name="tariff" select="number(translate(*[local-name() = 'ProductTarief'], '+', ''))"/>
        <xsl:variable name="by-unit" select="key('tariff', concat(normalize-space(*[local-name() = 'ProductCode']), ' ', *[local-name() = 'Eenheid']))"/>
        <xsl:variable name="by-hour" select="key('tariff', concat(normalize-space(*[local-name() = 'ProductCode']), ' 04'))[current()/*[local-name() = 'Eenheid'] = '01']"/>
        <xsl:variable name="volume" select="number(translate(*[local-name() = 'GeleverdVolume'], '+', ''))"/>
        <xsl:variable name="amount" select="number(translate(*[local-name() = 'IngediendBedrag']/*[local-name() = 'Bedrag'], '+', ''))"/>
        <xsl:choose>
            <xsl:when test="$amount = $volume * $tariff and ($by-unit or *[local-name() = 'Eenheid'] != '01')"/>
            <xsl:when test="$by-hour[floor(number(substring-after(substring-after(normalize-space(), ' '), ' ')) * $volume div 60 + 0.5) = $amount]"/>
            <xsl:when test="*[local-name() = 'Eenheid'] = '01' and not($by-hour) and not($by-unit)
                            and $amount &gt;= floor(($tariff - 0.5) * $volume + 0.5)
                            and $amount &lt;= floor(($tariff + 0.5) * $volume + 0.5)">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR346'"/>
                    <xsl:with-param name="reason" select="concat('no tariff by the hour of ', normalize-space(*[local-name() = 'ProductCode']), ' in the register tarieven')"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR346'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'IngediendBedrag']"/>
                    <xsl:with-param name="details" select="'Dit bedrag is niet het volume maal het tarief.'"/>
                </xsl:call-template>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
