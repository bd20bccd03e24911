<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD009, retour code D009 (in 3.2 0001): only a temporary address (Soort 04) has a Periode.

    Tested    each Contact, of the client and of a Relatie.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists D009 (LDT_RetourCode). Inferred for
              2.1.
    Decided   A temporary address may do without a Periode. An empty Periode is a Periode.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD009"/>

    <xsl:template match="wmo301:Contact/wmo301:Periode | jw301:Contact/jw301:Periode
                         | wmo301_3_2:Contact/wmo301_3_2:Periode | jw301_3_2:Contact/jw301_3_2:Periode"
                  mode="CD009">
        <xsl:if test="not(../*[local-name() = 'Soort'] = '04')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD009'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Alleen een tijdelijk adres (soort 04) heeft een periode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
