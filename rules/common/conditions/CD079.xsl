<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD079, retour code 0001: without a Budget a Product is named.

    Tested    ToegewezenProduct (301), AangevraagdProduct (315) and NieuwProduct (317).
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   With a Budget the Product may be named or not.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CD079"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | wmo315_3_2:AangevraagdProduct | wmo317_3_2:NieuwProduct
                         | jw301_3_2:ToegewezenProduct | jw315_3_2:AangevraagdProduct | jw317_3_2:NieuwProduct"
                  mode="CD079">
        <xsl:if test="not(*[local-name() = 'Budget']) and not(*[local-name() = 'Product'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD079'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Zonder budget wordt het product genoemd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
