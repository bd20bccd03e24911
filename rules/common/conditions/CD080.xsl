<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD080, retour code 0001: a ToegewezenProduct without a product code has no Omvang, when it ends after 2020 or
    has no end.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Without a Product there is no code. An end on 2020-12-31 itself is out of scope.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CD080"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="CD080">
        <xsl:call-template name="check-omvang-needs-code">
            <xsl:with-param name="rule" select="'CD080'"/>
            <xsl:with-param name="end" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'Zonder productcode wordt er geen omvang opgegeven.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
