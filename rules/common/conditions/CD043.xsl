<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD043, retour code D043 (in 3.2 0001): BeschikkingNummer and BeschikkingIngangsdatum stand together or are both missing.

    Source    iWmo 3.2 states the rule; the iWmo 2.1 schema lists D043 (LDT_RetourCode). Inferred for 2.1.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CD043"/>

    <xsl:template match="wmo315:Producten/wmo315:Product | jw315:Producten/jw315:Product
                         | wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct"
                  mode="CD043">
        <xsl:if test="boolean(*[local-name() = 'BeschikkingNummer']) != boolean(*[local-name() = 'BeschikkingIngangsdatum'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD043'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'BeschikkingNummer'] | *[local-name() = 'BeschikkingIngangsdatum']"/>
                <xsl:with-param name="details" select="'Nummer en ingangsdatum van een beschikking horen bij elkaar: een van beide ontbreekt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
