<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR335, retour code 0001: nothing is declared that was delivered more than five years before the date of the
    declaration.

    Tested    Einddatum of each ProductPeriode, against DeclaratieDagtekening.
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Exactly five years passes. The DeclaratieDagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR335"/>

    <xsl:template match="wmo323_3_2:ProductPeriode | jw323_3_2:ProductPeriode" mode="TR335">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR335'"/>
            <xsl:with-param name="first" select="/*/*[local-name() = 'Declaratie']/*[local-name() = 'DeclaratieDagtekening']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="years" select="5"/>
            <xsl:with-param name="details" select="'Deze prestatie is meer dan vijf jaar voor de datum van de declaratie geleverd.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
