<?xml version="1.0" encoding="UTF-8"?>
<!--
    Dates: order, and how much of a birth date is known.

    Dates are compared as numbers of eight digits (2017-06-12 is 20170612), so white space around a date does no
    harm, and adding a year is adding 10000: 29 February needs no special care, 18960229 plus 120 years lies below
    20160301 and not below 20160229. A date that is missing or unreadable is never reported here: that is the
    schema's work. The schema lets a year before Christ pass; its sign is not read.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Reports both dates unless first lies on or before second, given some years more. -->
    <xsl:template name="check-date-order">
        <xsl:param name="rule"/>
        <xsl:param name="first"/>
        <xsl:param name="second"/>
        <xsl:param name="years" select="0"/>
        <xsl:param name="details"/>
        <xsl:if test="number(translate($first, '-', '')) &gt; number(translate($second, '-', '')) + 10000 * $years">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$first | $second"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <!-- Reports a birth date whose unknown parts, as DatumGebruik tells them, are not filled in as agreed:
         1 the day (01), 2 the day and the month (01-01), 3 the whole date (1900-01-01). -->
    <xsl:template name="check-datum-gebruik">
        <xsl:param name="rule"/>
        <xsl:param name="datum"/>
        <xsl:param name="gebruik"/>
        <xsl:param name="details"/>
        <xsl:variable name="value" select="normalize-space($datum)"/>
        <xsl:if test="($gebruik = '1' and substring($value, string-length($value) - 1) != '01')
                      or ($gebruik = '2' and substring($value, string-length($value) - 4) != '01-01')
                      or ($gebruik = '3' and $value != '1900-01-01')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$datum | $gebruik"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
