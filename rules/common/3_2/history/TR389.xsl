<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR389, retour code 9389: a product of a period is debited once, unless that was credited.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   An earlier debit line with the same ToewijzingNummer, ProductPeriode, ProductCategorie and ProductCode.
              One that was refused doesn't count (inferred), and one that is credited doesn't, in this message too.
              Twice in one message breaks TR416.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR389"/>

    <xsl:key name="TR389" match="h:earlier//*[local-name() = 'Prestatie'][contains(namespace-uri(), '323/')][*/*[local-name() = 'DebetCredit'] = 'D']"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         translate(*[local-name() = 'ProductPeriode'], ' &#9;&#10;&#13;', ''), ' ',
                         *[local-name() = 'ProductCategorie'], ' ', normalize-space(*[local-name() = 'ProductCode']))"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR389">
        <xsl:variable name="same"
                      select="key('TR389', concat($chain, ' ', number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                                  translate(*[local-name() = 'ProductPeriode'], ' &#9;&#10;&#13;', ''), ' ',
                                                  *[local-name() = 'ProductCategorie'], ' ', normalize-space(*[local-name() = 'ProductCode'])))"/>
        <xsl:variable name="standings">
            <xsl:for-each select="$same[not(key('credit', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']))))]">
                <xsl:call-template name="standing"/>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="contains($standings, 'open') or contains($standings, 'granted')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR389'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit product is voor deze periode al gedeclareerd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
