<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR353, retour code 0001: a request for change asks for something: a changed product, or a new one.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A request with unchanged products alone is reported, and so is an empty one.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR353"/>

    <xsl:template match="wmo317_3_2:Verzoek | jw317_3_2:Verzoek" mode="TR353">
        <xsl:if test="not(*[local-name() = 'TeWijzigenProducten'] | *[local-name() = 'NieuweProducten'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR353'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Het verzoek noemt geen te wijzigen of nieuw product.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
