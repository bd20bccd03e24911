<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR379, retour code 9379: an allocation carries the reference of the request that it grants, once.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   A reference that is filled is that of a 315 or 317 of this provider for this client, that wasn't refused
              (319 with VerzoekAntwoord 1); no earlier version of the allocation has it. A reference that is missing is
              only reported where another product of the message has that of a 317: then all have it. Which other
              allocations grant a request can't be seen.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR379"/>

    <xsl:variable name="TR379-changes"
                  select="/h:history/h:current//*[local-name() = 'ReferentieAanbieder']
                              [key('request', concat($chain, ' ', normalize-space()))[parent::*[local-name() = 'Verzoek']]]"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="TR379">
        <xsl:variable name="reference" select="*[local-name() = 'ReferentieAanbieder']"/>
        <xsl:variable name="request" select="concat($chain, ' ', normalize-space($reference))"/>
        <xsl:variable name="allocation">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:choose>
            <xsl:when test="not($reference)">
                <xsl:if test="$TR379-changes">
                    <xsl:call-template name="finding">
                        <xsl:with-param name="rule" select="'TR379'"/>
                        <xsl:with-param name="nodes" select="."/>
                        <xsl:with-param name="details" select="'Een ander product van dit bericht hoort bij een wijzigingsverzoek: dit product ook.'"/>
                    </xsl:call-template>
                </xsl:if>
            </xsl:when>
            <xsl:when test="not(key('request', $request)[ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn']
                                                         = current()/../../*[local-name() = 'Bsn']])
                            or key('answer', $request)[*[local-name() = 'VerzoekAntwoord'] = '1']
                            or key('allocation', $allocation)[normalize-space(*[local-name() = 'ReferentieAanbieder'])
                                                              = normalize-space($reference)]">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR379'"/>
                    <xsl:with-param name="nodes" select="$reference"/>
                    <xsl:with-param name="details" select="'Deze referentie past niet bij een verzoek dat nog is toe te kennen.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
