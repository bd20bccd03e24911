<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD096, retour code 0001: a NieuwProduct without a product code has no Omvang, when it ends after 2020 or has
    no end.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Without a Product there is no code. An end on 2020-12-31 itself is out of scope.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="CD096"/>

    <xsl:template match="wmo317_3_2:NieuwProduct | jw317_3_2:NieuwProduct" mode="CD096">
        <xsl:call-template name="check-omvang-needs-code">
            <xsl:with-param name="rule" select="'CD096'"/>
            <xsl:with-param name="end" select="*[local-name() = 'Einddatum']"/>
            <xsl:with-param name="details" select="'Zonder productcode wordt er geen omvang opgegeven.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
