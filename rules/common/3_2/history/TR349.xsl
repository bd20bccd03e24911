<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR349, retour code 9349: a request for change names all current allocations of the client.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of this provider alone (inferred). A removed allocation isn't current, nor is one that ended before the
              Dagtekening of the request (that this is the day to test on is inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR349"/>

    <xsl:key name="TR349" match="h:current//*[local-name() = 'OngewijzigdProduct' or local-name() = 'TeWijzigenProduct']"
             use="number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))"/>

    <xsl:template match="wmo317_3_2:Verzoek | jw317_3_2:Verzoek" mode="TR349">
        <xsl:variable name="unnamed">
            <xsl:for-each select="key('allocation-of-client', concat($chain, ' ', ../*[local-name() = 'Bsn']))
                                      [not(key('TR349', number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))))]">
                <xsl:variable name="allocation">
                    <xsl:call-template name="allocation"/>
                </xsl:variable>
                <xsl:if test="generate-id() = generate-id(key('allocation', $allocation)[1])">
                    <xsl:call-template name="current-version"/>
                </xsl:if>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="$unnamed != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR349'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Niet alle lopende toewijzingen van deze cliënt staan in het verzoek.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
