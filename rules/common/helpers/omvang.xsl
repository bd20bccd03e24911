<?xml version="1.0" encoding="UTF-8"?>
<!--
    Omvang: how much of a product is allocated or asked for.

    Since 2021 an Omvang asks for a product code, and some units for some frequencies. Both are tested of what ends
    after 2020, or has no end.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Reports the Omvang of the current product when it has no code, and doesn't end before 2021. -->
    <xsl:template name="check-omvang-needs-code">
        <xsl:param name="rule"/>
        <xsl:param name="end"/>
        <xsl:param name="details"/>
        <xsl:if test="*[local-name() = 'Omvang'] and not(*[local-name() = 'Product']/*[local-name() = 'Code'])
                      and (not($end) or number(translate($end, '-', '')) &gt; 20201231)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Omvang']"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <!-- Reports unit and frequency of the current product's Omvang when they don't go together, unless it ends
         before 2021. -->
    <xsl:template name="check-frequentie">
        <xsl:param name="rule"/>
        <xsl:param name="end"/>
        <xsl:param name="details"/>
        <xsl:variable name="unit" select="*[local-name() = 'Omvang']/*[local-name() = 'Eenheid']"/>
        <xsl:variable name="frequency" select="*[local-name() = 'Omvang']/*[local-name() = 'Frequentie']"/>
        <xsl:if test="($unit = '14' or $unit = '16' or $unit = '83' or $unit = '84')
                      and not($frequency = '2' or $frequency = '4' or $frequency = '6')
                      and (not($end) or number(translate($end, '-', '')) &gt; 20201231)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$unit | $frequency"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
