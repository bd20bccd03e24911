<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR006, retour code 9006 (in 3.2 0001): a Contact has a phone number, or both a house number and a postcode.

    Tested    each Contact, of the client and of a Relatie.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists 9006 (LDT_RetourCode). Inferred for
              2.1.
    Decided   An Emailadres doesn't make up for either.
              One finding for a Contact that lacks all. (The iWlz 2.2 stylesheets may report it twice.)
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR006"/>

    <xsl:template match="wmo301:Contact | jw301:Contact
                         | wmo301_3_2:Contact | jw301_3_2:Contact"
                  mode="TR006">
        <xsl:if test="not(*[local-name() = 'Telefoon']
                          or (*[local-name() = 'Adres']/*[local-name() = 'Huis']
                              and *[local-name() = 'Adres']/*[local-name() = 'Postcode']))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR006'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een contact heeft een telefoonnummer, of een huisnummer met een postcode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
