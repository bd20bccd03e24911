<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR101, retour code 9101: nothing is delivered twice in one message.

    Two classes under the same parent are the same when all parts of their key are equal:
      Client              Bsn
      Contact             Soort (the client's own contacts)
      Relatie             Nummer
      Beperking           Beperking
      BeperkingScore      Vraag
      Product (315)       Product (Categorie, Code), ToewijzingIngangsdatum
      ToegewezenProduct   ToewijzingNummer, Product (Categorie, Code), Aanbieder, Ingangsdatum
      StartProduct        BeschikkingNummer, ToewijzingNummer, Product (Categorie, Code), ToewijzingIngangsdatum,
                          Begindatum
      StopProduct         the same and Einddatum
      Prestatie           ProductCategorie, ProductCode, ReferentieNummer, VorigReferentieNummer

    Source    iWmo and iJw 3.0 state the rule; the iWmo 2.1 schema lists 9101 (LDT_RetourCode), and 8376 for a client of 303.
              Inferred for 2.1, and so are the keys. Those of 303 and 315 are 3.0's. In 3.0 ToewijzingNummer, which every
              product has there, tells products of 301, 305 and 307 apart; in 2.1 it may be missing, so the keys hold more.
    Decided   One finding per group of equals, with all of them as locations, reported on their parent. (The iWlz
              2.2 stylesheets report every pair, which is the same for two and quadratic for many.)
              A part missing on both sides counts as equal; missing is not the same as any value.
              Numbers are compared as numbers: category 7 is 07 and +7, BeschikkingNummer 0042 is 42. They are
              integers in the 2.1 schema. Other values are text and are compared as such: code 7 isn't 07, a isn't A.
              White space around a value doesn't count.
              Aanbieder is part of the key of ToegewezenProduct: one product may be allocated to two providers. It
              isn't part of the others: there it is the sender.
              Omvang, RedenWijziging, RedenBeeindiging and StatusAanlevering aren't part of a key.
              BeschiktProduct has no key that any text tells.
              The same product under two clients is no duplicate, nor under two Client elements with one Bsn: there
              the second Client is the duplicate.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1">

    <xsl:template match="*" mode="TR101"/>

    <xsl:key name="TR101-Client" match="wmo301:Client | wmo303:Client | wmo305:Client | wmo307:Client | wmo315:Client
                    | jw301:Client | jw303:Client | jw305:Client | jw307:Client | jw315:Client"
             use="concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Bsn']))"/>

    <xsl:key name="TR101-Contact" match="wmo301:Contactgegevens/wmo301:Contact | jw301:Contactgegevens/jw301:Contact"
             use="concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Soort']))"/>

    <xsl:key name="TR101-Relatie" match="wmo301:Relaties/wmo301:Relatie | jw301:Relaties/jw301:Relatie"
             use="concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Nummer']))"/>

    <xsl:key name="TR101-Beperking" match="wmo301:Beperkingen/wmo301:Beperking | jw301:Beperkingen/jw301:Beperking"
             use="concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Beperking']))"/>

    <xsl:key name="TR101-BeperkingScore" match="wmo301:BeperkingScores/wmo301:BeperkingScore
                                              | jw301:BeperkingScores/jw301:BeperkingScore"
             use="concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Vraag']))"/>

    <xsl:key name="TR101-Product" match="wmo315:Producten/wmo315:Product | jw315:Producten/jw315:Product"
             use="concat(generate-id(..), ' ',
                         number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <!-- Code stands last in the keys of the products: it is the only part that may hold a space. The plus sign goes
         because XPath 1.0 reads no number that has one. -->
    <xsl:key name="TR101-ToegewezenProduct" match="wmo301:ToegewezenProducten/wmo301:ToegewezenProduct
                                                 | jw301:ToegewezenProducten/jw301:ToegewezenProduct"
             use="concat(generate-id(..), ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'Aanbieder']), ' ',
                         normalize-space(*[local-name() = 'Ingangsdatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <xsl:key name="TR101-StartProduct" match="wmo305:StartProducten/wmo305:StartProduct
                                            | jw305:StartProducten/jw305:StartProduct"
             use="concat(generate-id(..), ' ',
                         number(translate(*[local-name() = 'BeschikkingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                         normalize-space(*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <xsl:key name="TR101-StopProduct" match="wmo307:StopProducten/wmo307:StopProduct
                                           | jw307:StopProducten/jw307:StopProduct"
             use="concat(generate-id(..), ' ',
                         number(translate(*[local-name() = 'BeschikkingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                         normalize-space(*[local-name() = 'Begindatum']), ' ',
                         normalize-space(*[local-name() = 'Einddatum']), ' ',
                         normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code']))"/>

    <!-- A reference number may hold a space, and no line end once its white space is normalised. -->
    <xsl:key name="TR101-Prestatie" match="wmo303:Prestaties/wmo303:Prestatie | jw303:Prestaties/jw303:Prestatie"
             use="concat(generate-id(..), ' ',
                         number(translate(*[local-name() = 'ProductCategorie'], '+', '')), ' ',
                         normalize-space(*[local-name() = 'ProductCode']), '&#10;',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']), '&#10;',
                         normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer']))"/>

    <xsl:template match="wmo301:Clienten | wmo303:Clienten | wmo305:Clienten | wmo307:Clienten | wmo315:Clienten
                         | jw301:Clienten | jw303:Clienten | jw305:Clienten | jw307:Clienten | jw315:Clienten"
                  mode="TR101">
        <xsl:for-each select="*[local-name() = 'Client']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Client', concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Bsn'])))"/>
                <xsl:with-param name="details" select="'Het bericht bevat deze cliënt meer dan eens.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo301:Contactgegevens | jw301:Contactgegevens" mode="TR101">
        <xsl:for-each select="*[local-name() = 'Contact']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Contact', concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Soort'])))"/>
                <xsl:with-param name="details" select="'Deze cliënt heeft meer dan een contact van dezelfde soort.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo301:Relaties | jw301:Relaties" mode="TR101">
        <xsl:for-each select="*[local-name() = 'Relatie']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Relatie', concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Nummer'])))"/>
                <xsl:with-param name="details" select="'Twee relaties van deze cliënt hebben hetzelfde nummer.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo301:Beperkingen | jw301:Beperkingen" mode="TR101">
        <xsl:for-each select="*[local-name() = 'Beperking']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Beperking', concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Beperking'])))"/>
                <xsl:with-param name="details" select="'Deze beperking is bij deze beschikking meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo301:BeperkingScores | jw301:BeperkingScores" mode="TR101">
        <xsl:for-each select="*[local-name() = 'BeperkingScore']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-BeperkingScore', concat(generate-id(..), ' ', normalize-space(*[local-name() = 'Vraag'])))"/>
                <xsl:with-param name="details" select="'Deze vraag is bij deze beperking meer dan eens gescoord.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo315:Producten | jw315:Producten" mode="TR101">
        <xsl:for-each select="*[local-name() = 'Product']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Product',
                                        concat(generate-id(..), ' ',
                                               number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                                               normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                                               normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
                <xsl:with-param name="details" select="'Dit product wordt voor deze cliënt meer dan eens aangevraagd.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo301:ToegewezenProducten | jw301:ToegewezenProducten" mode="TR101">
        <xsl:for-each select="*[local-name() = 'ToegewezenProduct']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-ToegewezenProduct',
                                        concat(generate-id(..), ' ',
                                               number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                               number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                                               normalize-space(*[local-name() = 'Aanbieder']), ' ',
                                               normalize-space(*[local-name() = 'Ingangsdatum']), ' ',
                                               normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
                <xsl:with-param name="details" select="'Dit product is bij deze cliënt meer dan eens toegewezen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo305:StartProducten | jw305:StartProducten" mode="TR101">
        <xsl:for-each select="*[local-name() = 'StartProduct']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-StartProduct',
                                        concat(generate-id(..), ' ',
                                               number(translate(*[local-name() = 'BeschikkingNummer'], '+', '')), ' ',
                                               number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                               number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                                               normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                                               normalize-space(*[local-name() = 'Begindatum']), ' ',
                                               normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
                <xsl:with-param name="details" select="'Dit product is bij deze cliënt meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo307:StopProducten | jw307:StopProducten" mode="TR101">
        <xsl:for-each select="*[local-name() = 'StopProduct']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-StopProduct',
                                        concat(generate-id(..), ' ',
                                               number(translate(*[local-name() = 'BeschikkingNummer'], '+', '')), ' ',
                                               number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                               number(translate(*[local-name() = 'Product']/*[local-name() = 'Categorie'], '+', '')), ' ',
                                               normalize-space(*[local-name() = 'ToewijzingIngangsdatum']), ' ',
                                               normalize-space(*[local-name() = 'Begindatum']), ' ',
                                               normalize-space(*[local-name() = 'Einddatum']), ' ',
                                               normalize-space(*[local-name() = 'Product']/*[local-name() = 'Code'])))"/>
                <xsl:with-param name="details" select="'Dit product is bij deze cliënt meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo303:Prestaties | jw303:Prestaties" mode="TR101">
        <xsl:for-each select="*[local-name() = 'Prestatie']">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Prestatie',
                                        concat(generate-id(..), ' ',
                                               number(translate(*[local-name() = 'ProductCategorie'], '+', '')), ' ',
                                               normalize-space(*[local-name() = 'ProductCode']), '&#10;',
                                               normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']), '&#10;',
                                               normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'VorigReferentieNummer'])))"/>
                <xsl:with-param name="details" select="'Deze prestatie is bij deze cliënt meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

</xsl:stylesheet>
