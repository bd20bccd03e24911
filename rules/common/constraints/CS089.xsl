<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS089, retour code S089 (in 3.2 0001): a Postcode in the Netherlands is four digits, the first not 0, and two letters.

    Tested    Adres of each Contact with LandCode NL and a Postcode.
    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S089 (LDT_RetourCode). Inferred for
              2.1.
    Decided   No space between digits and letters. Small letters pass, and every pair of letters.
              A missing Postcode passes: CD005 reports it. (The iWlz 2.2 stylesheets report it here.)
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">

    <xsl:template match="*" mode="CS089"/>

    <xsl:template match="iwmo:Postcode | ijw:Postcode
                         | iwmo_3_2:Postcode | ijw_3_2:Postcode"
                  mode="CS089">
        <xsl:variable name="digits" select="translate(substring(., 1, 4), '123456789', '000000000')"/>
        <xsl:variable name="letters"
                      select="translate(substring(., 5), 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
                                        'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')"/>
        <xsl:if test="../*[local-name() = 'LandCode'] = 'NL' and not($digits = '0000' and $letters = 'AA'
                      and not(starts-with(., '0')))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS089'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een postcode in Nederland bestaat uit vier cijfers, waarvan het eerste geen 0 is, en twee letters.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
