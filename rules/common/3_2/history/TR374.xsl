<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR374, retour code 9374: a provider asks nothing for a client while an earlier request is pending.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Pending is a request whose retour came without errors (no code other than 0200), that was not refused (319
              with VerzoekAntwoord 1) and for which no allocation came with its ReferentieAanbieder. Of a 315 each
              AangevraagdProduct is a request: the message is pending while one of them is (inferred). The code lies on
              the client, for the message itself has no place for one (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR374"/>

    <xsl:template match="wmo315_3_2:Client | wmo317_3_2:Client | jw315_3_2:Client | jw317_3_2:Client" mode="TR374">
        <xsl:variable name="pending">
            <xsl:for-each select="key('request-of-client', concat($chain, ' ', *[local-name() = 'Bsn']))">
                <xsl:variable name="message" select="ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'BerichtIdentificatie']"/>
                <xsl:variable name="retour"
                              select="key('request-retour', concat($chain, ' ', contains(namespace-uri(), '317/'), ' ',
                                                                   normalize-space($message/*[local-name() = 'Identificatie']), ' ',
                                                                   normalize-space($message/*[local-name() = 'Dagtekening'])))"/>
                <xsl:variable name="request" select="concat($chain, ' ', normalize-space())"/>
                <xsl:if test="$retour and not($retour//*[local-name() = 'RetourCode'][. != '0200'])
                              and not(key('answer', $request)[*[local-name() = 'VerzoekAntwoord'] = '1'])
                              and not(key('granted', $request))">
                    <xsl:value-of select="concat(., ' ')"/>
                </xsl:if>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="$pending != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR374'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een eerder verzoek voor deze cliënt loopt nog.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
