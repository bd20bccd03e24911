<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD034, retour code D034 (in 3.2 0001): a home address (Soort 01) and an address of stay (03) have a Postcode.

    Tested    each Contact, of the client and of a Relatie, that has an Adres.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists D034 (LDT_RetourCode). Inferred for
              2.1.
    Decided   The rule is stated of an element of Adres: a Contact without Adres passes, and so an 01 with a phone
              number alone passes both this rule and TR006.
              The texts say 1 and 3 where the codes are 01 and 03.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD034"/>

    <xsl:template match="wmo301:Contact/wmo301:Adres | jw301:Contact/jw301:Adres
                         | wmo301_3_2:Contact/wmo301_3_2:Adres | jw301_3_2:Contact/jw301_3_2:Adres"
                  mode="CD034">
        <xsl:if test="(../*[local-name() = 'Soort'] = '01' or ../*[local-name() = 'Soort'] = '03')
                      and not(*[local-name() = 'Postcode'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD034'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een woonadres (01) en een verblijfadres (03) hebben een postcode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
