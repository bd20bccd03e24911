<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR357, retour code 9357: a change that isn't asked for in the future begins when the allocation does.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The future begins the day after the Dagtekening. The start of the allocation is that of its version in
              force; without an allocation TR351 fires alone.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR357"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR357">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="$allocation and number(translate(*[local-name() = 'GewensteIngangsdatum'], '-', '')) &lt;= number(translate($dagtekening, '-', ''))
                      and number(translate(*[local-name() = 'GewensteIngangsdatum'], '-', '')) != number(translate($allocation/*[local-name() = 'Ingangsdatum'], '-', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR357'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'GewensteIngangsdatum']"/>
                <xsl:with-param name="details" select="'Deze wijziging ligt niet in de toekomst en begint niet met de toewijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
