<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR378, retour code S300: the municipality is in the list of the CBS.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The list is the register gemeenten; without it the rule can't be decided. After a reorganisation of
              municipalities an older list will do, so a register may hold several years.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR378"/>

    <xsl:template match="wmo301_3_2:Header | jw301_3_2:Header
                         | wmo305_3_2:Header | jw305_3_2:Header
                         | wmo307_3_2:Header | jw307_3_2:Header
                         | wmo315_3_2:Header | jw315_3_2:Header
                         | wmo317_3_2:Header | jw317_3_2:Header
                         | wmo319_3_2:Header | jw319_3_2:Header
                         | wmo323_3_2:Header | jw323_3_2:Header
                         | wmo325_3_2:Header | jw325_3_2:Header"
                  mode="TR378">
        <xsl:variable name="municipality"
                      select="*[local-name() = 'Afzender' or local-name() = 'Ontvanger'][string-length() = 4]"/>
        <xsl:choose>
            <xsl:when test="not(/h:history/h:register[@name = 'gemeenten'])">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR378'"/>
                    <xsl:with-param name="reason" select="'no register gemeenten'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="not(key('register', concat('gemeenten ', $municipality)))">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR378'"/>
                    <xsl:with-param name="nodes" select="$municipality"/>
                    <xsl:with-param name="details" select="'Deze gemeente staat niet in de lijst.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
