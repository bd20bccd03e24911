<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR056, retour code 9056: a sender uses an Identificatie once for each type of message.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A 305 and a 307 may share a number. To whom the messages went makes no difference. The Identificatie of
              the declaration in a 325 is not one of its own.
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

    <xsl:template match="*" mode="TR056"/>

    <xsl:key name="TR056" match="h:earlier/*/*[local-name() = 'Header']"
             use="concat(substring-before(substring-after(substring-after(substring-after(namespace-uri(), '.nl/'), '/'), '/'), '/'), ' ',
                         *[local-name() = 'Afzender'], ' ',
                         normalize-space(*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Identificatie']))"/>

    <xsl:template match="wmo301_3_2:Header | jw301_3_2:Header
                         | wmo305_3_2:Header | jw305_3_2:Header
                         | wmo307_3_2:Header | jw307_3_2:Header
                         | wmo315_3_2:Header | jw315_3_2:Header
                         | wmo317_3_2:Header | jw317_3_2:Header
                         | wmo319_3_2:Header | jw319_3_2:Header
                         | wmo323_3_2:Header | jw323_3_2:Header
                         | wmo325_3_2:Header | jw325_3_2:Header"
                  mode="TR056">
        <xsl:variable name="number" select="*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Identificatie']"/>
        <xsl:if test="key('TR056', concat(substring-before(substring-after(substring-after(substring-after(namespace-uri(), '.nl/'), '/'), '/'), '/'), ' ',
                                          *[local-name() = 'Afzender'], ' ', normalize-space($number)))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR056'"/>
                <xsl:with-param name="nodes" select="$number"/>
                <xsl:with-param name="details" select="'Deze identificatie is al eerder gebruikt voor een bericht van deze soort.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
