<?xml version="1.0" encoding="UTF-8"?>
<!--
    Amounts: whole cents with a sign of their own. DebetCredit D adds, C subtracts.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Every line of a declaration. -->
    <xsl:variable name="prestaties" select="/*/*/*/*[local-name() = 'Prestaties']/*"/>

    <!-- The signed total of amounts, each a class with (Totaal)Bedrag and DebetCredit; 0 for none. The list is halved
         until one is left: sum() reads no number with a plus sign, which the schemas allow. -->
    <xsl:template name="signed-total">
        <xsl:param name="amounts"/>
        <xsl:variable name="half" select="floor(count($amounts) div 2)"/>
        <xsl:choose>
            <xsl:when test="not($amounts)">0</xsl:when>
            <xsl:when test="$half = 0">
                <xsl:variable name="value"
                              select="number(translate($amounts/*[local-name() = 'Bedrag' or local-name() = 'TotaalBedrag'], '+', ''))"/>
                <xsl:value-of select="$value * (1 - 2 * ($amounts/*[local-name() = 'DebetCredit'] = 'C'))"/>
            </xsl:when>
            <xsl:otherwise>
                <xsl:variable name="first">
                    <xsl:call-template name="signed-total">
                        <xsl:with-param name="amounts" select="$amounts[position() &lt;= $half]"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:variable name="second">
                    <xsl:call-template name="signed-total">
                        <xsl:with-param name="amounts" select="$amounts[position() &gt; $half]"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:value-of select="number($first) + number($second)"/>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

    <!-- Reports nodes unless the signed total of one list of amounts is that of another. -->
    <xsl:template name="check-same-total">
        <xsl:param name="rule"/>
        <xsl:param name="amounts"/>
        <xsl:param name="others"/>
        <xsl:param name="nodes"/>
        <xsl:param name="details"/>
        <xsl:variable name="total">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="$amounts"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="other-total">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="$others"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:if test="number($total) != number($other-total)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$nodes"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
