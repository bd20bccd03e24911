<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS325, retour code 8194 (in 3.2 0001): an amount of zero is debit.

    Tested    every amount with DebetCredit: the total, the VAT total, and those of each Prestatie.
    Source    iWmo 3.2 states the rule as CS325, and the code list of 2.1 the same condition under 8194, and under
              8839 for the VAT total. Inferred for 2.1, and one of the declaration rules, which can be switched off.
    Decided   00 and +0 are zero.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">

    <xsl:template match="*" mode="CS325"/>

    <xsl:template match="iwmo:DebetCredit | ijw:DebetCredit
                         | iwmo_3_2:DebetCredit | ijw_3_2:DebetCredit"
                  mode="CS325">
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
