<?xml version="1.0" encoding="UTF-8"?>
<!--
    The 11-test of a burgerservicenummer: the digits weighted 9 8 7 6 5 4 3 2 and -1 add up to a multiple of eleven.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Reports the number bsn when it fails, and when it isn't nine digits: other characters have no sum. -->
    <xsl:template name="check-elfproef">
        <xsl:param name="rule"/>
        <xsl:param name="bsn"/>
        <xsl:param name="details"/>
        <xsl:variable name="sum" select="9 * number(substring($bsn, 1, 1))
                                       + 8 * number(substring($bsn, 2, 1))
                                       + 7 * number(substring($bsn, 3, 1))
                                       + 6 * number(substring($bsn, 4, 1))
                                       + 5 * number(substring($bsn, 5, 1))
                                       + 4 * number(substring($bsn, 6, 1))
                                       + 3 * number(substring($bsn, 7, 1))
                                       + 2 * number(substring($bsn, 8, 1))
                                       - number(substring($bsn, 9))"/>
        <xsl:if test="string-length($bsn) != 9 or $sum mod 11 != 0">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$bsn"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
