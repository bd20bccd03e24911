<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD087, retour code 0001: a tariff is given unless what is declared is declared in euros (Eenheid 83).

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="CD087"/>

    <xsl:template match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie" mode="CD087">
        <xsl:if test="(*[local-name() = 'Eenheid'] = '83') = boolean(*[local-name() = 'ProductTarief'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD087'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Eenheid'] | *[local-name() = 'ProductTarief']"/>
                <xsl:with-param name="details" select="'Er is een tarief, behalve bij eenheid 83 (euro).'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
