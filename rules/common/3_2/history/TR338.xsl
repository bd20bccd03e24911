<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR338, retour code 9338: the ToewijzingNummer of a line is that of an allocation.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of the client of the line (inferred). Tested on credit lines too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR338"/>

    <xsl:template match="wmo323_3_2:Prestatie | jw323_3_2:Prestatie" mode="TR338">
        <xsl:variable name="allocation">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:if test="not(key('allocation', $allocation)[ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn']
                                                         = current()/../../*[local-name() = 'Bsn']])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR338'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze toewijzing is niet aan deze cliënt verzonden.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
