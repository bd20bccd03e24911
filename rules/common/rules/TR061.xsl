<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR061, retour code 9061 (in 3.2 0001): a client has a Contact of Soort 01, 02 or 03.

    Source    iWmo 3.2 and iWlz 2.2 state the rule, iWlz with 01 and 03 alone; the iWmo 2.1 schema lists 9061
              (LDT_RetourCode). Inferred for 2.1.
    Decided   02 (post) counts, as in iWmo 3.2: whether it did in 2.1 isn't known, and a client who is registered
              with a postal address alone could otherwise have no allocation.
              The contacts of a Relatie don't count.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR061"/>

    <xsl:template match="wmo301:Contactgegevens | jw301:Contactgegevens
                         | wmo301_3_2:Contactgegevens | jw301_3_2:Contactgegevens"
                  mode="TR061">
        <xsl:if test="not(*[local-name() = 'Contact']/*[local-name() = 'Soort'][. = '01' or . = '02' or . = '03'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR061'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De cliënt heeft geen woonadres (01), postadres (02) of verblijfadres (03).'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
