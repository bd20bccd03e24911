<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR416, retour code 0001: nothing is debited twice in one message.

    Two debit lines are the same when ToewijzingNummer, ProductPeriode, ProductCategorie and ProductCode are.
    Source    iWmo 3.2 states the rule; no text of 2.x does. Inferred for 2.1, and one of the declaration rules,
              which can be switched off.
    Decided   Credit lines don't count. Lines without ToewijzingNummer, which 2.x allows, aren't compared: they
              could be those of two clients. One finding per group, with all of them as locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="TR416"/>

    <xsl:key name="TR416" match="wmo303:Prestatie | jw303:Prestatie"
             use="concat(*[local-name() = 'IngediendeBedragPrestatie']
                             /*[local-name() = 'DeclaratieFactuurBedrag']/*[local-name() = 'DebetCredit'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'ProductCategorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum']), ' ',
                         normalize-space(*[local-name() = 'ProductCode']))"/>

    <xsl:template match="wmo303:Prestatie | jw303:Prestatie" mode="TR416">
        <xsl:if test="*[local-name() = 'ToewijzingNummer']
                      and *[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'DeclaratieFactuurBedrag']/*[local-name() = 'DebetCredit'] = 'D'">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR416'"/>
                <xsl:with-param name="equals"
                                select="key('TR416',
                                            concat('D ',
                                                   number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                                   number(translate(*[local-name() = 'ProductCategorie'], '+', '')), ' ',
                                                   normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum']), ' ',
                                                   normalize-space(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum']), ' ',
                                                   normalize-space(*[local-name() = 'ProductCode'])))"/>
                <xsl:with-param name="details" select="'Deze prestatie is in dit bericht meer dan eens gedeclareerd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
