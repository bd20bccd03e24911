<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS003, retour code S003 (in 3.2 0001): a period doesn't end before it began.

    Tested    the Periode of a Contact, Beschikking, BeschiktProduct and ToegewezenProduct (301); the requested
              Product (315).
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S003 (LDT_RetourCode). Inferred for
              2.1.
    Decided   The same day passes.
              An end without a beginning passes: only Periode allows it, and no text asks for the beginning. (The
              iWlz 2.2 stylesheets report it.)
              BeschiktProduct is tested like its neighbours, though no text names it: the class is gone from 2.3 on.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CS003"/>

    <xsl:template match="wmo301:Periode | jw301:Periode
                         | wmo301_3_2:Periode | jw301_3_2:Periode"
                  mode="CS003">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS003'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Begindatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'De periode eindigt vóór haar begindatum.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="wmo301:Beschikking | wmo301:BeschiktProduct | wmo301:ToegewezenProduct
                         | jw301:Beschikking | jw301:BeschiktProduct | jw301:ToegewezenProduct
                         | wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct"
                  mode="CS003">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS003'"/>
            <xsl:with-param name="first" select="*[local-name() = 'Ingangsdatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'De einddatum ligt vóór de ingangsdatum.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="wmo315:Producten/wmo315:Product | jw315:Producten/jw315:Product
                         | wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct"
                  mode="CS003">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS003'"/>
            <xsl:with-param name="first" select="*[local-name() = 'ToewijzingIngangsdatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'ToewijzingEinddatum']"/>
            <xsl:with-param name="details" select="'De gevraagde toewijzing eindigt vóór haar ingangsdatum.'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="wmo317_3_2:NieuwProduct | wmo317_3_2:TeWijzigenProduct | jw317_3_2:NieuwProduct
                         | jw317_3_2:TeWijzigenProduct"
                  mode="CS003">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS003'"/>
            <xsl:with-param name="first" select="*[local-name() = 'GewensteIngangsdatum']"/>
            <xsl:with-param name="second" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'Wat gevraagd wordt eindigt vóór de gewenste ingangsdatum.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
