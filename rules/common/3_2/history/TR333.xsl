<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR333, retour code 9333: a provider uses a DeclaratieNummer once.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Tested over all that this municipality got.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR333"/>

    <xsl:key name="TR333" match="h:earlier//*[local-name() = 'DeclaratieNummer'][contains(namespace-uri(), '323/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         normalize-space())"/>

    <xsl:template match="wmo323_3_2:DeclaratieNummer | jw323_3_2:DeclaratieNummer" mode="TR333">
        <xsl:if test="key('TR333', concat($chain, ' ', normalize-space()))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR333'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit declaratienummer is al eerder gebruikt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
