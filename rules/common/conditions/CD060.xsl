<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD060: a credit line names the line that it takes back (retour code 8193), and a debit line names none.

    Tested    VorigReferentieNummer against DebetCredit of DeclaratieFactuurBedrag.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 its first half under 8193. For the second half 2.1 has no code
              (0001), so it is one of the declaration rules, which are off unless they are asked for. Where the elements stand
              is inferred.
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
        <xsl:if test="$indicator = 'C' and not($previous)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD060'"/>
                <xsl:with-param name="retour" select="'8193'"/>
                <xsl:with-param name="nodes" select="$indicator"/>
                <xsl:with-param name="details" select="'Een creditregel noemt de regel die hij terugneemt.'"/>
            </xsl:call-template>
        </xsl:if>
        <xsl:if test="$declaration-rules = 'on' and $indicator = 'D' and $previous">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD060'"/>
                <xsl:with-param name="retour" select="'0001'"/>
                <xsl:with-param name="nodes" select="$indicator | $previous"/>
                <xsl:with-param name="details" select="'Een debetregel noemt geen regel die hij terugneemt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
