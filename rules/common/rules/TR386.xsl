<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR386, retour code 0001: no two requests for the same product overlap.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Two products are the same when their categories and codes are equal; a missing code stands for
              every code of its category, and a missing Product for every product. So this is no equivalence: two
              that clash with a third need not clash with each other. One shared day is an overlap. A pair in
              which one is a medical aid (category 11 to 14, which iJw doesn't have) is exempt. One finding for
              each product that clashes with an earlier one, with all that it clashes with as locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="TR386"/>

    <xsl:template match="wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct" mode="TR386">
        <xsl:call-template name="check-no-overlap">
            <xsl:with-param name="rule" select="'TR386'"/>
            <xsl:with-param name="others" select="preceding-sibling::*"/>
            <xsl:with-param name="details" select="'Dit product is voor een deel van deze periode al aangevraagd.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
