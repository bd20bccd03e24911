<?xml version="1.0" encoding="UTF-8"?>
<!--
    Months: how many days they have.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Writes how many days the month of a date has; a date is written 2021-02-03. -->
    <xsl:template name="days-in-month">
        <xsl:param name="date"/>
        <xsl:variable name="year" select="number(substring($date, 1, 4))"/>
        <xsl:variable name="month" select="number(substring($date, 6, 2))"/>
        <xsl:choose>
            <xsl:when test="$month = 2 and $year mod 4 = 0 and ($year mod 100 != 0 or $year mod 400 = 0)">29</xsl:when>
            <xsl:when test="$month = 2">28</xsl:when>
            <xsl:when test="$month = 4 or $month = 6 or $month = 9 or $month = 11">30</xsl:when>
            <xsl:otherwise>31</xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
