<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS335, retour code 0001: an allocation that is removed (RedenWijziging 13) ends on the day that it began.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Without an Einddatum it is reported too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="CS335"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="CS335">
        <xsl:if test="*[local-name() = 'RedenWijziging'] = '13' and not(normalize-space(*[local-name() = 'Einddatum']) = normalize-space(*[local-name() = 'Ingangsdatum']))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS335'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'RedenWijziging'] | *[local-name() = 'Einddatum']"/>
                <xsl:with-param name="details" select="'Een verwijderde toewijzing (13) eindigt op haar ingangsdatum.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
