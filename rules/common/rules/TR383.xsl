<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR383, retour code 0001: every request of a message has a reference of its own.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The same condition as TR101 has for AangevraagdProduct: both fire together. One finding per group,
              with all of them as locations. White space around a reference doesn't count.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="TR383"/>

    <xsl:key name="TR383" match="wmo315_3_2:AangevraagdProduct/wmo315_3_2:ReferentieAanbieder
                                 | jw315_3_2:AangevraagdProduct/jw315_3_2:ReferentieAanbieder"
             use="normalize-space()"/>

    <xsl:template match="wmo315_3_2:ReferentieAanbieder | jw315_3_2:ReferentieAanbieder" mode="TR383">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR383'"/>
            <xsl:with-param name="equals" select="key('TR383', normalize-space())"/>
            <xsl:with-param name="details" select="'Meer dan een aanvraag heeft deze referentie.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
