<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR351, retour code 9351: a product to be changed is a current allocation.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Of this client. What is current is said in helpers/allocations.xsl; that the Dagtekening of the request is
              the day to test on is inferred.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR351"/>

    <xsl:template match="wmo317_3_2:TeWijzigenProduct | jw317_3_2:TeWijzigenProduct" mode="TR351">
        <xsl:variable name="current">
            <xsl:call-template name="current-version"/>
        </xsl:variable>
        <xsl:if test="not(key('version', $current)[ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'] = current()/../../../*[local-name() = 'Bsn']])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR351'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Dit is geen lopende toewijzing van deze cliënt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
