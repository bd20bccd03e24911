<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD060, retour code 8193: a credit line names the line that it takes back, and a debit line names none.

    Tested    VorigReferentieNummer against DebetCredit of DeclaratieFactuurBedrag.
    Source    iWmo 3.2 states the rule as CD060, and the code list of 2.1 its first half under 8193. Inferred for
              2.1, and one of the declaration rules, which can be switched off.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD060"/>

    <xsl:template match="wmo303:Prestatie | jw303:Prestatie" mode="CD060">
        <xsl:variable name="indicator" select="*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'DeclaratieFactuurBedrag']/*[local-name() = 'DebetCredit']"/>
        <xsl:variable name="previous" select="*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']"/>
        <xsl:if test="($indicator = 'C') != boolean($previous)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD060'"/>
                <xsl:with-param name="nodes" select="$indicator | $previous"/>
                <xsl:with-param name="details" select="'Een creditregel noemt de regel die hij terugneemt, en een debetregel noemt er geen.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
