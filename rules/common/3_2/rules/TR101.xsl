<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR101, retour code 0001: nothing is delivered twice in one message.

    Keys      Client (323, 325): Bsn. Contact of the client: Soort. Relatie: Nummer. ToegewezenProduct,
              TeWijzigenProduct and OngewijzigdProduct: ToewijzingNummer. StartProduct: ToewijzingNummer, Product
              (Categorie, Code), Begindatum. StopProduct: the same, RedenBeeindiging and Einddatum.
              AangevraagdProduct: ReferentieAanbieder. NieuwProduct: Product (Categorie, Code),
              GewensteIngangsdatum. Prestatie: the Bsn of its client, ReferentieNummer, VorigReferentieNummer.
    Source    iWmo 3.2 and iJw 3.2 state the rule. The keys are those of the official rule report of iWmo 3.2.
    Decided   A key holds the keys of the classes above: a ReferentieNummer may come back under another Bsn.
              Elsewhere a message has one client. One finding per group of equals, with all of them as locations.
              A part missing on both sides counts as equal; missing is not the same as any value. Allocation
              numbers are compared as numbers, as the schema has them; other values are text. White space around
              a value doesn't count. StatusAanlevering isn't part of a key: a removal and what takes its place,
              with one key, break the rule.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR101"/>

    <xsl:key name="TR101-Client" match="wmo323_3_2:Client | wmo325_3_2:Client | jw323_3_2:Client | jw325_3_2:Client"
             use="normalize-space(*[local-name() = 'Bsn'])"/>

    <xsl:template match="wmo323_3_2:Client | wmo325_3_2:Client | jw323_3_2:Client | jw325_3_2:Client" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-Client',
                                                      normalize-space(*[local-name() = 'Bsn']))"/>
            <xsl:with-param name="details" select="'Het bericht bevat deze cliënt meer dan eens.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-Contact" match="wmo301_3_2:Contactgegevens/wmo301_3_2:Contact
                     | jw301_3_2:Contactgegevens/jw301_3_2:Contact"
             use="normalize-space(*[local-name() = 'Soort'])"/>

    <xsl:template match="wmo301_3_2:Contactgegevens/wmo301_3_2:Contact
                         | jw301_3_2:Contactgegevens/jw301_3_2:Contact"
                  mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-Contact',
                                                      normalize-space(*[local-name() = 'Soort']))"/>
            <xsl:with-param name="details" select="'Deze cliënt heeft meer dan een contact van dezelfde soort.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-Relatie" match="wmo301_3_2:Relatie | jw301_3_2:Relatie"
             use="normalize-space(*[local-name() = 'Nummer'])"/>

    <xsl:template match="wmo301_3_2:Relatie | jw301_3_2:Relatie" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-Relatie',
                                                      normalize-space(*[local-name() = 'Nummer']))"/>
            <xsl:with-param name="details" select="'Twee relaties van deze cliënt hebben hetzelfde nummer.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-ToegewezenProduct" match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct"
             use="number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-ToegewezenProduct',
                                                      number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
            <xsl:with-param name="details" select="'Deze toewijzing staat meer dan eens in het bericht.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-StartProduct" match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct"
             use="concat(number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         *[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                         normalize-space(*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-StartProduct',
                                                      concat(number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                                             *[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                                                             normalize-space(*[local-name() = 'Begindatum']), ' ',
                                                             normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
            <xsl:with-param name="details" select="'Deze start staat meer dan eens in het bericht.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-StopProduct" match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct"
             use="concat(number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         *[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                         normalize-space(*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'Einddatum']), ' ',
                         *[local-name() = 'RedenBeeindiging'], ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <xsl:template match="wmo307_3_2:StopProduct | jw307_3_2:StopProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-StopProduct',
                                                      concat(number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                                             *[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                                                             normalize-space(*[local-name() = 'Begindatum']), ' ',
                                                             normalize-space(*[local-name() = 'Einddatum']), ' ',
                                                             *[local-name() = 'RedenBeeindiging'], ' ',
                                                             normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
            <xsl:with-param name="details" select="'Deze stop staat meer dan eens in het bericht.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-AangevraagdProduct" match="wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct"
             use="normalize-space(*[local-name() = 'ReferentieAanbieder'])"/>

    <xsl:template match="wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-AangevraagdProduct',
                                                      normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>
            <xsl:with-param name="details" select="'Deze cliënt heeft meer dan een aanvraag met dezelfde ReferentieAanbieder.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-TeWijzigenProduct" match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct"
             use="number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-TeWijzigenProduct',
                                                      number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
            <xsl:with-param name="details" select="'Deze toewijzing staat meer dan eens bij wat moet wijzigen.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-OngewijzigdProduct" match="wmo317_3_2:OngewijzigdProduct | jw317_3_2:OngewijzigdProduct"
             use="number(translate(*[local-name() = 'ToewijzingNummer'], '+', ''))"/>

    <xsl:template match="wmo317_3_2:OngewijzigdProduct | jw317_3_2:OngewijzigdProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-OngewijzigdProduct',
                                                      number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
            <xsl:with-param name="details" select="'Deze toewijzing staat meer dan eens bij wat gelijk blijft.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-NieuwProduct" match="wmo317_3_2:NieuwProduct | jw317_3_2:NieuwProduct"
             use="concat(*[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                         normalize-space(*[local-name() = 'GewensteIngangsdatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <xsl:template match="wmo317_3_2:NieuwProduct | jw317_3_2:NieuwProduct" mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-NieuwProduct',
                                                      concat(*[local-name() = 'Product']/*[local-name() = 'Categorie'], ' ',
                                                             normalize-space(*[local-name() = 'GewensteIngangsdatum']), ' ',
                                                             normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
            <xsl:with-param name="details" select="'Dit product wordt meer dan eens nieuw gevraagd.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:key name="TR101-Prestatie" match="wmo323_3_2:Prestatie
                     | wmo325_3_2:Prestatie
                     | jw323_3_2:Prestatie
                     | jw325_3_2:Prestatie"
             use="concat(normalize-space(../../*[local-name() = 'Bsn']), '&#10;',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']), '&#10;',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']))"/>

    <xsl:template match="wmo323_3_2:Prestatie | wmo325_3_2:Prestatie | jw323_3_2:Prestatie | jw325_3_2:Prestatie"
                  mode="TR101">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR101'"/>
            <xsl:with-param name="equals" select="key('TR101-Prestatie',
                                                      concat(normalize-space(../../*[local-name() = 'Bsn']), '&#10;',
                                                             normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']), '&#10;',
                                                             normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer'])))"/>
            <xsl:with-param name="details" select="'Deze prestatie staat bij deze cliënt meer dan eens in het bericht.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
