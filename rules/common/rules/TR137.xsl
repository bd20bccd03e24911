<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR137, retour code 0001: a period ends on or after its first day, and not after the Dagtekening.

    Tested    DeclaratiePeriode (323) and each ProductPeriode (323, 325).
    Source    iWmo 3.2 and iJw 3.2 state the rule. In release 2.1 it is CS108.
    Decided   Both bounds pass. A period that breaks both is reported twice.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR137"/>

    <xsl:template match="wmo323_3_2:DeclaratiePeriode | wmo323_3_2:ProductPeriode | wmo325_3_2:ProductPeriode
                         | jw323_3_2:DeclaratiePeriode | jw323_3_2:ProductPeriode | jw325_3_2:ProductPeriode"
                  mode="TR137">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR137'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Begindatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'De periode eindigt vóór haar begindatum.'"/>
        </xsl:call-template>
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR137'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'De periode eindigt na de dag waarop het bericht is gedagtekend.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
