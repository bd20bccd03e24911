<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR352, retour code 0001: a request for change names what is there: an unchanged product, or one to be
    changed.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A request with new products alone is reported, and so is an empty one.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR352"/>

    <xsl:template match="wmo317_3_2:Verzoek | jw317_3_2:Verzoek" mode="TR352">
        <xsl:if test="not(*[local-name() = 'OngewijzigdeProducten'] | *[local-name() = 'TeWijzigenProducten'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR352'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Het verzoek noemt geen ongewijzigd of te wijzigen product.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
