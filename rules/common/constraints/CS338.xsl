<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS338, retour code 0001: what is allocated in units 14, 16, 83 or 84 and ends after 2020, or has no end, is
    so per week, per month or in total.

    Tested    ToegewezenProduct (301), NieuwProduct and TeWijzigenProduct (317).
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of the frequencies of 3.2 that leaves out 1 (per day) alone. An end on 2020-12-31 itself is out of
              scope.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CS338"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | wmo317_3_2:NieuwProduct | wmo317_3_2:TeWijzigenProduct
                         | jw301_3_2:ToegewezenProduct | jw317_3_2:NieuwProduct | jw317_3_2:TeWijzigenProduct"
                  mode="CS338">
        <xsl:call-template name="check-frequentie">
            <xsl:with-param name="rule" select="'CS338'"/>
            <xsl:with-param name="end" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'Deze eenheid wordt per week (2), per maand (4) of in totaal (6) toegewezen.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
