<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS325, retour code 0001: an amount of zero is debit.

    Tested    Every amount with DebetCredit.
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   00 and +0 are zero.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">

    <xsl:template match="*" mode="CS325"/>

    <xsl:template match="iwmo_3_2:DebetCredit | ijw_3_2:DebetCredit" mode="CS325">
        <xsl:if test=". = 'C'
                      and number(translate(../*[local-name() = 'Bedrag' or local-name() = 'TotaalBedrag'], '+', '')) = 0">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS325'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een bedrag van nul is debet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
