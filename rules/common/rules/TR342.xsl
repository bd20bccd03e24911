<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR342, retour code 0001: the amounts of an answer to a declaration agree with the lines that are returned.

    Source    iWmo 3.2 and iJw 3.2 state the rule. The formula says nothing of debit and credit: the signs are
              inferred from TR358.
    Decided   An answer with a code that refuses it (any but 0200 and 8001) returns no line, and grants nothing.
              Otherwise the lines that are returned add up to what was submitted less what is granted. D adds and
              C subtracts.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR342"/>

    <xsl:template match="wmo325_3_2:DeclaratieAntwoord | jw325_3_2:DeclaratieAntwoord" mode="TR342">
        <xsl:variable name="lines" select="*[local-name() = 'Clienten']/*[local-name() = 'Client']/*[local-name() = 'Prestaties']/*[local-name() = 'Prestatie']"/>
        <xsl:variable name="submitted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="*[local-name() = 'TotaalIngediendBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="granted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="*[local-name() = 'TotaalToegekendBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="returned">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="$lines/*[local-name() = 'IngediendBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:choose>
            <xsl:when test="*[local-name() = 'RetourCodes']/*[. != '0200' and . != '8001']">
                <xsl:if test="$lines or number($granted) != 0">
                    <xsl:call-template name="finding">
                        <xsl:with-param name="rule" select="'TR342'"/>
                        <xsl:with-param name="nodes" select="*[local-name() = 'TotaalToegekendBedrag'] | $lines"/>
                        <xsl:with-param name="details" select="'Een declaratie die is afgewezen geeft geen regels terug, en er is niets toegekend.'"/>
                    </xsl:call-template>
                </xsl:if>
            </xsl:when>
            <xsl:when test="number($returned) != number($submitted) - number($granted)">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR342'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'TotaalIngediendBedrag'] | *[local-name() = 'TotaalToegekendBedrag']"/>
                    <xsl:with-param name="details" select="'De teruggegeven regels zijn samen niet het verschil tussen ingediend en toegekend.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
