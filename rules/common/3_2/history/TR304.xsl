<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR304, retour code 8187: the client is one whom an earlier message made known.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   In a 317 and a 323 something was allocated to the client. In a 325 the declaration that it answers has the
              client (inferred); where there is none, TR337 fires alone.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR304"/>

    <xsl:template match="wmo317_3_2:Client/wmo317_3_2:Bsn | wmo323_3_2:Client/wmo323_3_2:Bsn
                         | jw317_3_2:Client/jw317_3_2:Bsn | jw323_3_2:Client/jw323_3_2:Bsn"
                  mode="TR304">
        <xsl:if test="not(key('allocation-of-client', concat($chain, ' ', .)))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR304'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Voor deze cliënt is niets toegewezen.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <xsl:key name="TR304" match="h:earlier//*[local-name() = 'Client'][contains(namespace-uri(), '323/')]"
             use="concat(generate-id(ancestor::*[local-name() = 'Bericht']), ' ', *[local-name() = 'Bsn'])"/>

    <xsl:template match="wmo325_3_2:Client/wmo325_3_2:Bsn | jw325_3_2:Client/jw325_3_2:Bsn" mode="TR304">
        <xsl:variable name="declaration" select="key('declaration', $answered)"/>
        <xsl:if test="$declaration and not(key('TR304', concat(generate-id($declaration), ' ', .)))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR304'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'De declaratie heeft deze cliënt niet.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
