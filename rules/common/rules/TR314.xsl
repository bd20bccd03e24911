<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR314, retour code 8207: a ReferentieNummer stands in a message once.

    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   That the number was never used before either takes other messages, and isn't asked here.
              Across clients, where TR101 looks at one client. One finding per group, with all of them as locations.
              White space around a number doesn't count.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="TR314"/>

    <xsl:key name="TR314" match="wmo303:ProductReferentie/iwmo:ReferentieNummer
                               | jw303:ProductReferentie/ijw:ReferentieNummer"
             use="normalize-space()"/>

    <xsl:template match="iwmo:ReferentieNummer | ijw:ReferentieNummer" mode="TR314">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'TR314'"/>
            <xsl:with-param name="equals" select="key('TR314', normalize-space())"/>
            <xsl:with-param name="details" select="'Meer dan een regel heeft dit referentienummer.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
