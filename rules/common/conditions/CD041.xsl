<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD041, retour code D041 (in 3.2 0001): a product that is named by its Code has an Omvang.

    Tested    ToegewezenProduct (301) and the requested Product (315).
    Source    iWmo 3.2 states the rule; the iWmo 2.1 schema lists D041 (LDT_RetourCode). Inferred for 2.1.
    Decided   BeschiktProduct isn't tested: the class is gone from 2.3 on, and no text names it.
              A product without Code, so by category alone, may have an Omvang or not.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CD041"/>

    <xsl:template match="wmo301:ToegewezenProduct | wmo315:Producten/wmo315:Product
                         | jw301:ToegewezenProduct | jw315:Producten/jw315:Product
                         | wmo301_3_2:ToegewezenProduct | wmo315_3_2:AangevraagdProduct | wmo317_3_2:NieuwProduct
                         | jw301_3_2:ToegewezenProduct | jw315_3_2:AangevraagdProduct | jw317_3_2:NieuwProduct"
                  mode="CD041">
        <xsl:if test="*[local-name() = 'Product']/*[local-name() = 'Code'] and not(*[local-name() = 'Omvang'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD041'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Product']/*[local-name() = 'Code']"/>
                <xsl:with-param name="details" select="'Een product met een code heeft een omvang.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
