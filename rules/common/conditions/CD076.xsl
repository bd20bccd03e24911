<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD076, retour code 0001: a product that is delivered by the week (Frequentie 2) has an end.

    Tested    ToegewezenProduct (301), AangevraagdProduct (315), NieuwProduct and TeWijzigenProduct (317).
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The end is Einddatum, in 315 ToewijzingEinddatum.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CD076"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | wmo315_3_2:AangevraagdProduct | wmo317_3_2:NieuwProduct
                         | wmo317_3_2:TeWijzigenProduct | jw301_3_2:ToegewezenProduct
                         | jw315_3_2:AangevraagdProduct | jw317_3_2:NieuwProduct | jw317_3_2:TeWijzigenProduct"
                  mode="CD076">
        <xsl:if test="*[local-name() = 'Omvang']/*[local-name() = 'Frequentie'] = '2' and not(*[local-name() = 'Einddatum' or local-name() = 'ToewijzingEinddatum'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD076'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Omvang']/*[local-name() = 'Frequentie']"/>
                <xsl:with-param name="details" select="'Een product dat per week wordt geleverd (frequentie 2) heeft een einddatum.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
