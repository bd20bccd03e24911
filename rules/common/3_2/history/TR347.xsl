<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR347, retour code 9347: a provider uses a ReferentieAanbieder once.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   For requests of both kinds together: a 317 doesn't take the reference of a 315. Tested over all that this
              municipality got. Twice in one message breaks TR383 and TR101.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR347"/>

    <xsl:template match="wmo315_3_2:ReferentieAanbieder | wmo317_3_2:ReferentieAanbieder
                         | jw315_3_2:ReferentieAanbieder | jw317_3_2:ReferentieAanbieder"
                  mode="TR347">
        <xsl:if test="key('request', concat($chain, ' ', normalize-space()))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR347'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze referentie is al eerder gebruikt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
