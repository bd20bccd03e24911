<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD036, retour code D036: only an address in the Netherlands has a Postcode.

    Tested    Adres of each Contact.
    Source    iWlz 2.2 alone states the rule, of the address in its AW317; the iWmo 2.1 schema lists D036
              (LDT_RetourCode). Inferred for 2.1, with little certainty: no iWmo text names the element.
    Decided   With CD005 this leaves a foreign address no Postcode and so no LandCode either.
              Without LandCode nothing is asked here: that is CD005.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1">

    <xsl:template match="*" mode="CD036"/>

    <xsl:template match="wmo301:Adres | jw301:Adres" mode="CD036">
        <xsl:if test="*[local-name() = 'Postcode'] and *[local-name() = 'LandCode'] != 'NL'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD036'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Postcode'] | *[local-name() = 'LandCode']"/>
                <xsl:with-param name="details" select="'Alleen een adres in Nederland heeft een postcode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
