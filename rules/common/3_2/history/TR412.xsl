<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR412, retour code 9412: a product to be changed has no Omvang, when the allocation has no code and doesn't end
    before 2021.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The end is that of the allocation (inferred). Where the allocation has no Product at all, TR375 fires too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR412"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR412">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="$allocation and not($allocation/*[local-name() = 'Product']/*[local-name() = 'Code']) and *[local-name() = 'Omvang']
                      and not($allocation/*[local-name() = 'Einddatum'][number(translate(., '-', '')) &lt;= 20201231])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR412'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Omvang']"/>
                <xsl:with-param name="details" select="'De toewijzing heeft geen productcode: er past geen omvang bij.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
