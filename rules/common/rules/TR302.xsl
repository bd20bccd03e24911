<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR302, retour code 0001: no two allocations of the same product overlap.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Two products are the same when their categories and codes are equal; a missing code stands for
              every code of its category, and a missing Product for every product. So this is no equivalence: two
              that clash with a third need not clash with each other. One shared day is an overlap. A pair in
              which one is a medical aid (category 11 to 14, which iJw doesn't have) is exempt. One finding for
              each product that clashes with an earlier one, with all that it clashes with as locations. A
              removed allocation doesn't count: one that ends on the day that it began, with RedenWijziging 13 or
              01. The dates alone don't make it one.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR302"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="TR302">
        <xsl:if test="not(normalize-space(*[local-name() = 'Einddatum']) = normalize-space(*[local-name() = 'Ingangsdatum'])
                          and (*[local-name() = 'RedenWijziging'] = '13' or *[local-name() = 'RedenWijziging'] = '01'))">
            <xsl:call-template name="check-no-overlap">
                <xsl:with-param name="rule" select="'TR302'"/>
                <xsl:with-param name="others" select="preceding-sibling::*[not(normalize-space(*[local-name() = 'Einddatum']) = normalize-space(*[local-name() = 'Ingangsdatum'])
                                                                              and (*[local-name() = 'RedenWijziging'] = '13' or *[local-name() = 'RedenWijziging'] = '01'))]"/>
                <xsl:with-param name="details" select="'Dit product is voor een deel van deze periode al toegewezen.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
