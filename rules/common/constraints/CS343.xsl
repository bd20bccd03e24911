<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS343, retour code 0001: what is allocated in units 14, 16, 83 or 84 and ends after 2020, or has no end, is
    so per week, per month or in total.

    Tested    AangevraagdProduct (315).
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of the frequencies of 3.2 that leaves out 1 (per day) alone. An end on 2020-12-31 itself is out of
              scope.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CS343"/>

    <xsl:template match="wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct" mode="CS343">
        <xsl:call-template name="check-frequentie">
            <xsl:with-param name="rule" select="'CS343'"/>
            <xsl:with-param name="end" select="*[local-name() = 'ToewijzingEinddatum']"/>
            <xsl:with-param name="details" select="'Deze eenheid wordt per week (2), per maand (4) of in totaal (6) toegewezen.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
