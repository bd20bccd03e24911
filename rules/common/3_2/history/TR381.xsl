<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR381, retour code S329: a code belongs to its category, by the product list in use.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The list is the register producten, category and code with a space between them; without it the rule can't
              be decided. In a 317 only a NieuwProduct has a code.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR381"/>

    <xsl:template match="wmo301_3_2:Product/*[local-name() = 'Code'] | jw301_3_2:Product/*[local-name() = 'Code']
                         | wmo305_3_2:Product/*[local-name() = 'Code'] | jw305_3_2:Product/*[local-name() = 'Code']
                         | wmo307_3_2:Product/*[local-name() = 'Code'] | jw307_3_2:Product/*[local-name() = 'Code']
                         | wmo315_3_2:Product/*[local-name() = 'Code'] | jw315_3_2:Product/*[local-name() = 'Code']
                         | wmo317_3_2:Product/*[local-name() = 'Code'] | jw317_3_2:Product/*[local-name() = 'Code']
                         | wmo323_3_2:ProductCode | jw323_3_2:ProductCode"
                  mode="TR381">
        <xsl:choose>
            <xsl:when test="not(/h:history/h:register[@name = 'producten'])">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR381'"/>
                    <xsl:with-param name="reason" select="'no register producten'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="not(key('register', concat('producten ', ../*[local-name() = 'Categorie' or local-name() = 'ProductCategorie'], ' ', normalize-space())))">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR381'"/>
                    <xsl:with-param name="nodes" select="."/>
                    <xsl:with-param name="details" select="'Deze code hoort volgens de productlijst niet bij deze categorie.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
