<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR375, retour code 9375: a product to be changed has no Omvang, when the allocation has no Product and doesn't
    end before 2021.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The end is that of the allocation (inferred). TR412 fires too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR375"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR375">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="$allocation and not($allocation/*[local-name() = 'Product']) and *[local-name() = 'Omvang']
                      and not($allocation/*[local-name() = 'Einddatum'][number(translate(., '-', '')) &lt;= 20201231])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR375'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Omvang']"/>
                <xsl:with-param name="details" select="'De toewijzing heeft geen product: er past geen omvang bij.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
