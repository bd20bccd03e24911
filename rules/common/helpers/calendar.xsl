<?xml version="1.0" encoding="UTF-8"?>
<!--
    Calendar: days, weeks, Sundays and months of a period. A day is its Julian day number: Mondays are those that 7
    divides, Sundays leave 6.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Writes the number of a day, written 2021-02-03. The year is taken to begin in March. -->
    <xsl:template name="day-number">
        <xsl:param name="date"/>
        <xsl:variable name="text" select="normalize-space($date)"/>
        <xsl:variable name="month" select="number(substring($text, 6, 2))"/>
        <xsl:variable name="before-march" select="number($month &lt; 3)"/>
        <xsl:variable name="year" select="number(substring($text, 1, 4)) + 4800 - $before-march"/>
        <xsl:value-of select="number(substring($text, 9, 2)) + floor((153 * ($month + 12 * $before-march - 3) + 2) div 5)
                              + 365 * $year + floor($year div 4) - floor($year div 100) + floor($year div 400) - 32045"/>
    </xsl:template>

    <!-- Writes the number of a month, of a date in it. -->
    <xsl:template name="month-number">
        <xsl:param name="date"/>
        <xsl:variable name="text" select="normalize-space($date)"/>
        <xsl:value-of select="12 * number(substring($text, 1, 4)) + number(substring($text, 6, 2))"/>
    </xsl:template>

</xsl:stylesheet>
