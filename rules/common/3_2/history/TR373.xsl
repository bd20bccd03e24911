<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR373, retour code 9373: a change of a budget, or of the volume of a total (frequency 6), begins when the
    allocation does.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A Budget that the allocation doesn't have is another one. An Omvang differs by its volume, its unit or its
              frequency; a request without one doesn't change it. The end date may change with it.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR373"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR373">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="omvang" select="*[local-name() = 'Omvang']"/>
        <xsl:variable name="allocated" select="$allocation/*[local-name() = 'Omvang']"/>
        <xsl:if test="$allocation
                      and number(translate(*[local-name() = 'GewensteIngangsdatum'], '-', '')) != number(translate($allocation/*[local-name() = 'Ingangsdatum'], '-', ''))
                      and (*[local-name() = 'Budget']
                           and number(translate(*[local-name() = 'Budget'], '+', '')) != number(translate($allocation/*[local-name() = 'Budget'], '+', ''))
                           or $allocated/*[local-name() = 'Frequentie'] = '6' and $omvang
                              and (number(translate($omvang/*[local-name() = 'Volume'], '+', ''))
                                   != number(translate($allocated/*[local-name() = 'Volume'], '+', ''))
                                   or $omvang/*[local-name() = 'Eenheid'] != $allocated/*[local-name() = 'Eenheid']
                                   or $omvang/*[local-name() = 'Frequentie'] != '6'))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR373'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'GewensteIngangsdatum']"/>
                <xsl:with-param name="details" select="'Deze wijziging van het budget of de totale omvang begint niet met de toewijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
