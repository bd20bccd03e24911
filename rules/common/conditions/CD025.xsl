<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD025, retour code D025 (in 3.2 0001): an address in the Netherlands has a Huis.

    Tested    Adres of each Contact.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists D025 (LDT_RetourCode). Inferred for
              2.1.
    Decided   Without LandCode nothing is asked: then there is no Postcode either (CD005).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD025"/>

    <xsl:template match="wmo301:Adres | jw301:Adres
                         | wmo301_3_2:Adres | jw301_3_2:Adres"
                  mode="CD025">
        <xsl:if test="*[local-name() = 'LandCode'] = 'NL' and not(*[local-name() = 'Huis'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD025'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'LandCode']"/>
                <xsl:with-param name="details" select="'Een adres in Nederland heeft een huisnummer.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
