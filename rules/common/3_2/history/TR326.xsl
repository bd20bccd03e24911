<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR326, retour code 9326: support doesn't start while an earlier start is current.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Current is a start that is there and has no stop; a temporary stop (20) is one. The starts are those of
              this client for the same allocation, task-based of the same Product (inferred). What the message itself
              removes is gone first. Starts of one message are not compared with each other: the text doesn't say so.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema">

    <xsl:template match="*" mode="TR326"/>

    <xsl:template match="wmo305_3_2:StartProduct | jw305_3_2:StartProduct" mode="TR326">
        <xsl:variable name="allocation">
            <xsl:call-template name="delivered-allocation"/>
        </xsl:variable>
        <xsl:variable name="current">
            <xsl:for-each select="key('starts-of-allocation', $allocation)">
                <xsl:variable name="start">
                    <xsl:call-template name="delivered-start"/>
                </xsl:variable>
                <xsl:variable name="live-starts">
                    <xsl:call-template name="live">
                        <xsl:with-param name="deliveries" select="key('delivery', concat('StartProduct ', $start))"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:variable name="live-stops">
                    <xsl:call-template name="live-stops"/>
                </xsl:variable>
                <xsl:if test="$live-stops = ''">
                    <xsl:value-of select="$live-starts"/>
                </xsl:if>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="*[local-name() = 'StatusAanlevering'] = '1' and $current != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR326'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een eerdere start van deze toewijzing loopt nog.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
