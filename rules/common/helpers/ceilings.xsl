<?xml version="1.0" encoding="UTF-8"?>
<!--
    Ceilings: how much of an allocation with an Omvang may be declared, in a part of its period or in all of it.

    Frequentie 1 is by the day, 2 by the week, 4 by the month, 6 is the total. A week is one from Monday to Sunday, and
    counts whole when a day of it lies in the period. Eenheid 82 and 83 are output: of these a week counts in the period
    that its Sunday lies in, and the last one, which the allocation breaks off, in the period of its last whole week.
    Eenheid 01 (minutes) may be declared on 04 (hours): then an hour is 60 minutes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Writes how many times the volume of allocation may be declared in the days first to last of it. -->
    <xsl:template name="times">
        <xsl:param name="allocation"/>
        <xsl:param name="first" select="$allocation/*[local-name() = 'Ingangsdatum']"/>
        <xsl:param name="last" select="$allocation/*[local-name() = 'Einddatum']"/>
        <xsl:variable name="unit" select="$allocation/*[local-name() = 'Omvang']/*[local-name() = 'Eenheid']"/>
        <xsl:variable name="frequency" select="$allocation/*[local-name() = 'Omvang']/*[local-name() = 'Frequentie']"/>
        <xsl:variable name="from">
            <xsl:call-template name="day-number">
                <xsl:with-param name="date" select="$first"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="to">
            <xsl:call-template name="day-number">
                <xsl:with-param name="date" select="$last"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="end">
            <xsl:call-template name="day-number">
                <xsl:with-param name="date" select="$allocation/*[local-name() = 'Einddatum']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:choose>
            <xsl:when test="$frequency = '1'">
                <xsl:value-of select="$to - $from + 1"/>
            </xsl:when>
            <xsl:when test="$frequency = '2' and ($unit = '82' or $unit = '83')">
                <xsl:variable name="last-sunday" select="7 * floor(($end + 1) div 7) - 1"/>
                <xsl:value-of select="floor(($to + 1) div 7) - floor($from div 7)
                                      + ($last-sunday != $end and $last-sunday &gt;= $from and $last-sunday &lt;= $to)"/>
            </xsl:when>
            <xsl:when test="$frequency = '2'">
                <xsl:value-of select="floor($to div 7) - floor($from div 7) + 1"/>
            </xsl:when>
            <xsl:when test="$frequency = '4'">
                <xsl:variable name="first-month">
                    <xsl:call-template name="month-number">
                        <xsl:with-param name="date" select="$first"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:variable name="last-month">
                    <xsl:call-template name="month-number">
                        <xsl:with-param name="date" select="$last"/>
                    </xsl:call-template>
                </xsl:variable>
                <xsl:value-of select="$last-month - $first-month + 1"/>
            </xsl:when>
            <xsl:otherwise>1</xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
