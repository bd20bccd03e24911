<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR369, retour code 9369: the declarations together fit the Budget of the allocation.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Debit less credit over all declarations, this one included; refused lines don't count (inferred). The text
              sums volumes, which is right for euros (Eenheid 83, in cents); of other units the amounts are summed
              (inferred). One finding for each allocation, at all debit lines of the message.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR369"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR369">
        <xsl:variable name="number">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="budget" select="key('version', $in-force)/*[local-name() = 'Budget']"/>
        <xsl:variable name="debits" select="key('current-debit', number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
        <xsl:if test="$budget and generate-id() = generate-id($debits[1])">
            <xsl:variable name="declared">
                <xsl:call-template name="declared">
                    <xsl:with-param name="lines" select="key('line-of-allocation', $number)"/>
                    <xsl:with-param name="in-cents" select="true()"/>
                </xsl:call-template>
            </xsl:variable>
            <xsl:if test="number($declared) &gt; number(translate($budget, '+', ''))">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR369'"/>
                    <xsl:with-param name="nodes" select="$debits/*[local-name() = 'GeleverdVolume']"/>
                    <xsl:with-param name="details" select="'Alle declaraties samen zijn meer dan het budget.'"/>
                </xsl:call-template>
            </xsl:if>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
