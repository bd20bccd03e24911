<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD095, retour code 0001: a AangevraagdProduct without a product code has no Omvang, when it ends after 2020
    or has no end.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Without a Product there is no code. An end on 2020-12-31 itself is out of scope.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CD095"/>

    <xsl:template match="wmo315_3_2:AangevraagdProduct | jw315_3_2:AangevraagdProduct" mode="CD095">
        <xsl:call-template name="check-omvang-needs-code">
            <xsl:with-param name="rule" select="'CD095'"/>
            <xsl:with-param name="end" select="*[local-name() = 'ToewijzingEinddatum']"/>
            <xsl:with-param name="details" select="'Zonder productcode wordt er geen omvang opgegeven.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
