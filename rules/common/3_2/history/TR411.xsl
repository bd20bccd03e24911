<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR411, retour code 9411: a product to be changed has an Omvang, when the allocation has a code.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The code is that of the version in force.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR411"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR411">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="$allocation/*[local-name() = 'Product']/*[local-name() = 'Code'] and not(*[local-name() = 'Omvang'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR411'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De toewijzing heeft een productcode: er hoort een omvang bij.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
