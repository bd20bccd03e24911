<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS325: an amount of zero is debit.

    Tested    In 2.1 the declared total (retour code 8194), the VAT total (8839) and, in an answer, the total that was
              submitted (8455) and the total that is granted (8456); with the declaration rules also the amounts of each
              line, for which 2.1 has no code (0001).
    Source    iWmo 3.0 states the rule, and the code list of 2.1 its condition under these codes. Where the elements
              stand in 2.1 is inferred.
    Decided   00 and +0 are zero.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CS325"/>

    <xsl:template match="iwmo:DeclaratieFactuurTotaalBedrag/iwmo:DebetCredit
                         | ijw:DeclaratieFactuurTotaalBedrag/ijw:DebetCredit" mode="CS325">
        <xsl:call-template name="CS325-check">
            <xsl:with-param name="retour" select="'8194'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="iwmo:BtwTotaalBedrag/iwmo:DebetCredit | ijw:BtwTotaalBedrag/ijw:DebetCredit" mode="CS325">
        <xsl:call-template name="CS325-check">
            <xsl:with-param name="retour" select="'8839'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="iwmo:IngediendTotaalBedrag/iwmo:DebetCredit | ijw:IngediendTotaalBedrag/ijw:DebetCredit" mode="CS325">
        <xsl:call-template name="CS325-check">
            <xsl:with-param name="retour" select="'8455'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="iwmo:ToegekendTotaalBedrag/iwmo:DebetCredit | ijw:ToegekendTotaalBedrag/ijw:DebetCredit" mode="CS325">
        <xsl:call-template name="CS325-check">
            <xsl:with-param name="retour" select="'8456'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="wmo303:IngediendeBedragPrestatie/*/iwmo:DebetCredit
                         | jw303:IngediendeBedragPrestatie/*/ijw:DebetCredit" mode="CS325">
        <xsl:if test="$declaration-rules = 'on'">
            <xsl:call-template name="CS325-check">
                <xsl:with-param name="retour" select="'0001'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <xsl:template name="CS325-check">
        <xsl:param name="retour"/>
        <xsl:if test=". = 'C'
                      and number(translate(../*[local-name() = 'Bedrag' or local-name() = 'TotaalBedrag'], '+', '')) = 0">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS325'"/>
                <xsl:with-param name="retour" select="$retour"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een bedrag van nul is debet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
