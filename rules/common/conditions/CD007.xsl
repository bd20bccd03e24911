<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD007, retour code D007 (in 3.2 0001): Taal is filled when the client needs an interpreter (Vorm 1), and otherwise not.

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists D007 (LDT_RetourCode). Inferred for
              2.1.
    Decided   A client without Communicatie isn't tested.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD007"/>

    <xsl:template match="wmo301:Communicatie | jw301:Communicatie
                         | wmo301_3_2:Communicatie | jw301_3_2:Communicatie"
                  mode="CD007">
        <xsl:if test="(*[local-name() = 'Vorm'] = '1') != boolean(*[local-name() = 'Taal'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD007'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Vorm'] | *[local-name() = 'Taal']"/>
                <xsl:with-param name="details" select="'De taal wordt gevuld als er een tolk nodig is (vorm 1), en anders niet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
