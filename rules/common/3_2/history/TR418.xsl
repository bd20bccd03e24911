<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR418, retour code 0611: the tariff is that of the contract.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The contract is the register tarieven: ProductCode, Eenheid and tariff in cents. A minute has a tariff of
              its own or a sixtieth of that of an hour (04), rounded half up. A code may have several tariffs. Without
              the register, or with no tariff for the code and the unit in it, the rule can't be decided; a line without
              a tariff is not tested. Not tested on credit lines: a credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR418"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR418">
        <xsl:variable name="tariff" select="number(translate(*[local-name() = 'ProductTarief'], '+', ''))"/>
        <xsl:variable name="by-unit" select="key('tariff', concat(normalize-space(*[local-name() = 'ProductCode']), ' ', *[local-name() = 'Eenheid']))"/>
        <xsl:variable name="by-hour" select="key('tariff', concat(normalize-space(*[local-name() = 'ProductCode']), ' 04'))[current()/*[local-name() = 'Eenheid'] = '01']"/>
        <xsl:choose>
            <xsl:when test="not(*[local-name() = 'ProductTarief'])"/>
            <xsl:when test="not(/h:history/h:register[@name = 'tarieven'])">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR418'"/>
                    <xsl:with-param name="reason" select="'no register tarieven'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="not($by-unit or $by-hour)">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR418'"/>
                    <xsl:with-param name="reason" select="'the register tarieven has no tariff of this product and unit'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="not($by-unit[number(substring-after(substring-after(normalize-space(), ' '), ' ')) = $tariff] or $by-hour[floor(number(substring-after(substring-after(normalize-space(), ' '), ' ')) div 60 + 0.5) = $tariff])">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR418'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'ProductTarief']"/>
                    <xsl:with-param name="details" select="'Het contract heeft een ander tarief.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
