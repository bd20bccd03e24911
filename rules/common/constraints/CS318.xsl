<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS318, retour code S318 (in 3.2 0001): a client's NaamGebruik isn't 6, the name of an organisation.

    Source    iJw 3.2 states the rule, iWmo has none; the iWmo 2.1 schema lists S318 (LDT_RetourCode). Inferred for 2.1.
    Decided   A Relatie may be an organisation.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CS318"/>

    <xsl:template match="jw301:Client/jw301:Naam/ijw:NaamGebruik
                         | jw301_3_2:Client/jw301_3_2:Naam/ijw_3_2:NaamGebruik"
                  mode="CS318">
        <xsl:if test=". = '6'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS318'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een cliënt is een persoon en geen organisatie (naamgebruik 6).'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
