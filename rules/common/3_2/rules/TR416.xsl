<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR416, retour code 0001: nothing is debited twice in one message.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Two debit lines are the same when ToewijzingNummer, ProductPeriode, ProductCategorie and
              ProductCode are. The client isn't part of it. Credit lines don't count. One finding per group, with
              all of them as locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR416"/>

    <xsl:key name="TR416" match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie"
             use="concat(*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         *[local-name() = 'ProductCategorie'], ' ',
                         normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum']), ' ',
                         normalize-space(*[local-name() = 'ProductCode']))"/>

    <xsl:template match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie" mode="TR416">
        <xsl:if test="*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit'] = 'D'">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR416'"/>
                <xsl:with-param name="equals"
                                select="key('TR416',
                                            concat('D ',
                                                   number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                                   *[local-name() = 'ProductCategorie'], ' ',
                                                   normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum']), ' ',
                                                   normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum']), ' ',
                                                   normalize-space(*[local-name() = 'ProductCode'])))"/>
                <xsl:with-param name="details" select="'Deze prestatie is in dit bericht meer dan eens gedeclareerd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
