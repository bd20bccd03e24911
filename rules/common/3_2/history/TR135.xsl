<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR135, retour code 8848: the Dagtekening doesn't lie after the day on which the message is received.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The day of reception itself passes. Where nothing tells that day, the rule can't be decided. In a 325 the
              Dagtekening of the declaration is not tested: it was when that came in.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo319_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo319/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="TR135"/>

    <xsl:template match="wmo301_3_2:BerichtIdentificatie | jw301_3_2:BerichtIdentificatie
                         | wmo305_3_2:BerichtIdentificatie | jw305_3_2:BerichtIdentificatie
                         | wmo307_3_2:BerichtIdentificatie | jw307_3_2:BerichtIdentificatie
                         | wmo315_3_2:BerichtIdentificatie | jw315_3_2:BerichtIdentificatie
                         | wmo317_3_2:BerichtIdentificatie | jw317_3_2:BerichtIdentificatie
                         | wmo319_3_2:BerichtIdentificatie | jw319_3_2:BerichtIdentificatie
                         | wmo323_3_2:BerichtIdentificatie | jw323_3_2:BerichtIdentificatie
                         | wmo325_3_2:BerichtIdentificatie | jw325_3_2:BerichtIdentificatie"
                  mode="TR135">
        <xsl:variable name="received" select="ancestor::h:current/@received"/>
        <xsl:choose>
            <xsl:when test="not($received)">
                <xsl:call-template name="not-decidable">
                    <xsl:with-param name="rule" select="'TR135'"/>
                    <xsl:with-param name="reason" select="'the day of reception is not known'"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:when test="number(translate(*[local-name() = 'Dagtekening'], '-', '')) &gt; number(translate($received, '-', ''))">
                <xsl:call-template name="finding">
                    <xsl:with-param name="rule" select="'TR135'"/>
                    <xsl:with-param name="nodes" select="*[local-name() = 'Dagtekening']"/>
                    <xsl:with-param name="details" select="'De dagtekening ligt na de dag van ontvangst.'"/>
                </xsl:call-template>
            </xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
