<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD060, retour code 0001: a credit line names the line that it takes back, and a debit line names none.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="CD060"/>

    <xsl:template match="wmo323_3_2:Prestatie | wmo325_3_2:Prestatie | jw323_3_2:Prestatie | jw325_3_2:Prestatie"
                  mode="CD060">
        <xsl:variable name="indicator" select="*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit']"/>
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
