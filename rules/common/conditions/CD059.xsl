<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD059, retour code 8851: each line of an invoice (BerichtCode 448 or 450) says whether it is exempt from VAT.

    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   That 450 is the invoice of iJw is inferred from 448.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD059"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CD059">
        <xsl:variable name="code" select="$header/*[local-name() = 'BerichtCode']"/>
        <xsl:if test="($code = '448' or $code = '450') and not(*[local-name() = 'BtwVrijstellingIndicatie'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD059'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een factuurregel zegt of er vrijstelling van btw is.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
