<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR358, retour code 0001: the total of a declaration is the signed sum of its lines.

    Tested    TotaalIngediendBedrag, against IngediendBedrag of every Prestatie of every client.
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   D adds and C subtracts, in whole cents.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR358"/>

    <xsl:template match="wmo323_3_2:TotaalIngediendBedrag | jw323_3_2:TotaalIngediendBedrag" mode="TR358">
        <xsl:call-template name="check-same-total">
            <xsl:with-param name="rule" select="'TR358'"/>
            <xsl:with-param name="amounts" select="."/>
            <xsl:with-param name="others" select="../*[local-name() = 'Clienten']/*[local-name() = 'Client']/*[local-name() = 'Prestaties']/*[local-name() = 'Prestatie']/*[local-name() = 'IngediendBedrag']"/>
            <xsl:with-param name="nodes" select="."/>
            <xsl:with-param name="details" select="'Het totaalbedrag is niet de som van de regels.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
