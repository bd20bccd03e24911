<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR019, retour code 9019: a start or a stop names an allocation that was sent.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The allocation is one of this client. One that was removed since counts. A task-based delivery, without
              ToewijzingNummer, and a removal (status 3) are not tested.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema">

    <xsl:template match="*" mode="TR019"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct
                         | wmo307_3_2:StopProduct | jw307_3_2:StopProduct"
                  mode="TR019">
        <xsl:variable name="number" select="*[local-name() = 'ToewijzingNummer']"/>
        <xsl:variable name="allocation"
                      select="key('allocation', concat($chain, ' ', number(translate($number, '+', ''))))"/>
        <xsl:if test="$number and *[local-name() = 'StatusAanlevering'] != '3'
                      and not($allocation[ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'] = current()/../../*[local-name() = 'Bsn']])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR019'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze toewijzing is niet aan deze cliënt verzonden.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
