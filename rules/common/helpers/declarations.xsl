<?xml version="1.0" encoding="UTF-8"?>
<!--
    Declarations: each 323 that was sent and its lines, and what came of these: the 325 that answers the message, and the
    retour codes in it. A 325 returns what it refuses, so a line is

        open        when no 325 names its message
        refused     when its header, its DeclaratieAntwoord, the client or the line has a code other than 0200 and 8001
        granted     otherwise
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The 323s: chain, Identificatie, Dagtekening. -->
    <xsl:key name="declaration" match="h:earlier/*[local-name() = 'Bericht'][contains(namespace-uri(), '323/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         */*[local-name() = 'Ontvanger'], ' ',
                         */*[local-name() = 'Afzender'], ' ',
                         normalize-space(*/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Identificatie']), ' ',
                         normalize-space(*/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Dagtekening']))"/>

    <!-- The lines: chain, ToewijzingNummer. -->
    <xsl:key name="line-of-allocation" match="*[local-name() = 'Prestatie'][contains(namespace-uri(), '323/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>

    <!-- The lines: chain, ReferentieNummer. -->
    <xsl:key name="line" match="*[local-name() = 'Prestatie'][contains(namespace-uri(), '323/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']))"/>

    <!-- The credit lines: chain, VorigReferentieNummer. -->
    <xsl:key name="credit" match="*[local-name() = 'Prestatie'][contains(namespace-uri(), '323/')][*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit'] = 'C']"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']))"/>

    <!-- The debit lines of the message under test: ToewijzingNummer. -->
    <xsl:key name="current-debit" match="h:current//*[local-name() = 'Prestatie'][*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit'] = 'D']"
             use="number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))"/>

    <!-- The 325s: chain, and Identificatie and Dagtekening of the 323. -->
    <xsl:key name="declaration-answer" match="h:earlier/*[local-name() = 'Bericht'][contains(namespace-uri(), '325/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         */*[local-name() = 'Afzender'], ' ',
                         */*[local-name() = 'Ontvanger'], ' ',
                         normalize-space(*/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Identificatie']), ' ',
                         normalize-space(*/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Dagtekening']))"/>

    <!-- The retour codes in these that refuse something: the same, the Bsn of the client, the ReferentieNummer of the
         line. -->
    <xsl:key name="refusal" match="h:earlier//*[local-name() = 'RetourCode'][contains(namespace-uri(), '325/')][. != '0200' and . != '8001']"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         normalize-space(ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Identificatie']), ' ',
                         normalize-space(ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Dagtekening']), ' ',
                         ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'], ' ',
                         normalize-space(ancestor::*[local-name() = 'Prestatie']/*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']))"/>

    <!-- What the 325 under test answers: chain, Identificatie and Dagtekening of the 323. -->
    <xsl:variable name="answered"
                  select="concat($chain, ' ',
                                 normalize-space($header/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Identificatie']), ' ',
                                 normalize-space($header/*[local-name() = 'DeclaratieIdentificatie']/*[local-name() = 'Dagtekening']))"/>

    <!-- Writes the generate-id() of the line of that 323 to which the current line of the 325 answers. -->
    <xsl:template name="answered-line">
        <xsl:variable name="previous" select="normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer'])"/>
        <xsl:value-of select="generate-id(key('line', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer'])))
                                              [normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']) = $previous]
                                              [count(ancestor::*[local-name() = 'Bericht'] | key('declaration', $answered))
                                               = count(key('declaration', $answered))])"/>
    </xsl:template>

    <!-- A line by its generate-id(). -->
    <xsl:key name="line-by-id" match="h:earlier//*[local-name() = 'Prestatie'][contains(namespace-uri(), '323/')]" use="generate-id()"/>

    <!-- Writes what has become of the current line: open, refused or granted. -->
    <xsl:template name="standing">
        <xsl:variable name="message" select="ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'BerichtIdentificatie']"/>
        <xsl:variable name="declaration"
                      select="concat($chain, ' ', normalize-space($message/*[local-name() = 'Identificatie']), ' ',
                                     normalize-space($message/*[local-name() = 'Dagtekening']))"/>
        <xsl:variable name="client" select="concat($declaration, ' ', ../../*[local-name() = 'Bsn'], ' ')"/>
        <xsl:choose>
            <xsl:when test="not(key('declaration-answer', $declaration))">open</xsl:when>
            <xsl:when test="key('refusal', concat($declaration, '  '))">refused</xsl:when>
            <xsl:when test="key('refusal', $client)">refused</xsl:when>
            <xsl:when test="key('refusal', concat($client, normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer'])))">refused</xsl:when>
            <xsl:otherwise>granted</xsl:otherwise>
        </xsl:choose>
    </xsl:template>

    <!-- Writes how much lines come to that were not refused, debit less credit: their volumes, an hour as 60 minutes; or
         in cents, for which the volume of a line in euros (83) stands. The list is halved until one is left. -->
    <xsl:template name="declared">
        <xsl:param name="lines"/>
        <xsl:param name="in-cents" select="false()"/>
        <xsl:variable name="half" select="floor(count($lines) div 2)"/>
        <xsl:choose>
            <xsl:when test="$half = 0">
                <xsl:for-each select="$lines">
                    <xsl:variable name="standing">
                        <xsl:call-template name="standing"/>
                    </xsl:variable>
                    <xsl:variable name="amount" select="*[local-name() = 'IngediendBedrag']"/>
                    <xsl:variable name="unit" select="*[local-name() = 'Eenheid']"/>
                    <xsl:variable name="value"
                                  select="$amount[$in-cents and $unit != '83']/*[local-name() = 'Bedrag']
                                          | *[local-name() = 'GeleverdVolume'][not($in-cents) or $unit = '83']"/>
                    <xsl:value-of select="number(translate($value, '+', '')) * (1 + 59 * (not($in-cents) and $unit = '04'))
                                          * (1 - 2 * ($amount/*[local-name() = 'DebetCredit'] = 'C'))
                                          * ($standing != 'refused')"/>
                </xsl:for-each>
            </xsl:when>
            <xsl:otherwise>
                <xsl:variable name="first">
                    <xsl:call-template name="declared">
                        <xsl:with-param name="lines" select="$lines[position() &lt;= $half]"/>
                        <xsl:with-param name="in-cents" select="$in-cents"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:variable name="second">
                    <xsl:call-template name="declared">
                        <xsl:with-param name="lines" select="$lines[position() &gt; $half]"/>
                        <xsl:with-param name="in-cents" select="$in-cents"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:value-of select="number($first) + number($second)"/>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
