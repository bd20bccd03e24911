<?xml version="1.0" encoding="UTF-8"?>
<!--
    8207: a ReferentieNummer stands in a message once.

    No rule number is known, so the rule has that of its retour code.
    Source    the code list of 2.1 states the condition. Inferred for 2.1, and one of the declaration rules, which
              can be switched off.
    Decided   Across clients, where TR101 looks at one client. One finding per group, with all of them as locations.
              White space around a number doesn't count.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="code-8207"/>

    <xsl:key name="code-8207" match="wmo303:ProductReferentie/iwmo:ReferentieNummer
                                   | jw303:ProductReferentie/ijw:ReferentieNummer"
             use="normalize-space()"/>

    <xsl:template match="iwmo:ReferentieNummer | ijw:ReferentieNummer" mode="code-8207">
        <xsl:call-template name="check-no-equals">
            <xsl:with-param name="rule" select="'8207'"/>
            <xsl:with-param name="equals" select="key('code-8207', normalize-space())"/>
            <xsl:with-param name="details" select="'Meer dan een regel heeft dit referentienummer.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
