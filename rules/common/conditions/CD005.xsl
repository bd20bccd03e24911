<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD005, retour code D005 (in 3.2 0001): LandCode and Postcode of an address stand together or are both missing.

    Tested    Adres of each Contact.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists D005 (LDT_RetourCode). Inferred for
              2.1.
    Decided   An address without either passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD005"/>

    <xsl:template match="wmo301:Adres | jw301:Adres
                         | wmo301_3_2:Adres | jw301_3_2:Adres"
                  mode="CD005">
        <xsl:if test="boolean(*[local-name() = 'LandCode']) != boolean(*[local-name() = 'Postcode'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD005'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'LandCode'] | *[local-name() = 'Postcode']"/>
                <xsl:with-param name="details" select="'Een postcode en een landcode horen bij elkaar: een van beide ontbreekt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
