<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR101, retour code 9101: nothing is delivered twice in one message.

    Two classes under the same parent are the same when all parts of their key are equal:
      Client         Bsn
      StartProduct   BeschikkingNummer, ToewijzingNummer, Product (Categorie, Code), ToewijzingIngangsdatum, Begindatum
      StopProduct    the same and Einddatum

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists 9101 (LDT_RetourCode). Inferred for 2.1;
              the keys are inferred from iWmo 3.2 and iWlz 2.2, those of the products with little certainty.
    Decided   One finding per group of equals, with all of them as locations, reported on their parent. (The iWlz 2.2
              stylesheets report every pair, which is the same for two and quadratic for many.)
              A part missing on both sides counts as equal; missing is not the same as any value.
              Numbers are compared as numbers: category 7 is 07 and +7, BeschikkingNummer 0042 is 42. They are
              integers in the 2.1 schema. Code is text and is compared as text: 7 is not 07, a is not A.
              White space around a value doesn't count.
              Aanbieder, Omvang, RedenBeeindiging and StatusAanlevering aren't part of a key.
              The same product under two clients is no duplicate, nor under two Client elements with one Bsn: there
              the second Client is the duplicate.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">

    <xsl:import href="../common/basis.xsl"/>

    <xsl:key name="TR101-Client" match="wmo305:Client | wmo307:Client"
             use="concat(generate-id(..), ' ', wmo305:Bsn | wmo307:Bsn)"/>

    <!-- Code stands last in the keys of the products: it is the only part that may hold a space. The plus sign goes
         because XPath 1.0 reads no number that has one. -->
    <xsl:key name="TR101-StartProduct" match="wmo305:StartProduct"
             use="concat(generate-id(..), ' ',
                         number(translate(wmo305:BeschikkingNummer, '+', '')), ' ',
                         number(translate(wmo305:ToewijzingNummer, '+', '')), ' ',
                         number(translate(wmo305:Product/iwmo:Categorie, '+', '')), ' ',
                         normalize-space(wmo305:ToewijzingIngangsdatum), ' ',
                         normalize-space(wmo305:Begindatum), ' ',
                         normalize-space(wmo305:Product/iwmo:Code))"/>

    <xsl:key name="TR101-StopProduct" match="wmo307:StopProduct"
             use="concat(generate-id(..), ' ',
                         number(translate(wmo307:BeschikkingNummer, '+', '')), ' ',
                         number(translate(wmo307:ToewijzingNummer, '+', '')), ' ',
                         number(translate(wmo307:Product/iwmo:Categorie, '+', '')), ' ',
                         normalize-space(wmo307:ToewijzingIngangsdatum), ' ',
                         normalize-space(wmo307:Begindatum), ' ',
                         normalize-space(wmo307:Einddatum), ' ',
                         normalize-space(wmo307:Product/iwmo:Code))"/>

    <xsl:template match="*" mode="check" priority="-1">
        <xsl:apply-templates select="." mode="TR101"/>
    </xsl:template>

    <xsl:template match="*" mode="TR101"/>

    <xsl:template match="wmo305:Clienten | wmo307:Clienten" mode="TR101">
        <xsl:for-each select="wmo305:Client | wmo307:Client">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-Client', concat(generate-id(..), ' ', wmo305:Bsn | wmo307:Bsn))"/>
                <xsl:with-param name="details" select="'Het bericht bevat deze cliënt meer dan eens.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo305:StartProducten" mode="TR101">
        <xsl:for-each select="wmo305:StartProduct">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-StartProduct',
                                            concat(generate-id(..), ' ',
                                                   number(translate(wmo305:BeschikkingNummer, '+', '')), ' ',
                                                   number(translate(wmo305:ToewijzingNummer, '+', '')), ' ',
                                                   number(translate(wmo305:Product/iwmo:Categorie, '+', '')), ' ',
                                                   normalize-space(wmo305:ToewijzingIngangsdatum), ' ',
                                                   normalize-space(wmo305:Begindatum), ' ',
                                                   normalize-space(wmo305:Product/iwmo:Code)))"/>
                <xsl:with-param name="details" select="'Dit product is bij deze cliënt meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

    <xsl:template match="wmo307:StopProducten" mode="TR101">
        <xsl:for-each select="wmo307:StopProduct">
            <xsl:call-template name="check-no-equals">
                <xsl:with-param name="rule" select="'TR101'"/>
                <xsl:with-param name="equals"
                                select="key('TR101-StopProduct',
                                            concat(generate-id(..), ' ',
                                                   number(translate(wmo307:BeschikkingNummer, '+', '')), ' ',
                                                   number(translate(wmo307:ToewijzingNummer, '+', '')), ' ',
                                                   number(translate(wmo307:Product/iwmo:Categorie, '+', '')), ' ',
                                                   normalize-space(wmo307:ToewijzingIngangsdatum), ' ',
                                                   normalize-space(wmo307:Begindatum), ' ',
                                                   normalize-space(wmo307:Einddatum), ' ',
                                                   normalize-space(wmo307:Product/iwmo:Code)))"/>
                <xsl:with-param name="details" select="'Dit product is bij deze cliënt meer dan eens opgenomen.'"/>
            </xsl:call-template>
        </xsl:for-each>
    </xsl:template>

</xsl:stylesheet>
