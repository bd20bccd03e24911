<?xml version="1.0" encoding="UTF-8"?>
<!--
    What every entry of the iJw 3.2 set stands on: the shared templates, and the version of the set.
    The entries (JW305.xsl and so on) repeat the version in their versionInfo, where tools look for it.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <xsl:import href="../../../common/helpers/report.xsl"/>
    <xsl:import href="../../../common/helpers/dates.xsl"/>
    <xsl:import href="../../../common/helpers/months.xsl"/>
    <xsl:import href="../../../common/helpers/elfproef.xsl"/>
    <xsl:import href="../../../common/helpers/duplicates.xsl"/>
    <xsl:import href="../../../common/helpers/overlaps.xsl"/>
    <xsl:import href="../../../common/helpers/omvang.xsl"/>
    <xsl:import href="../../../common/helpers/amounts.xsl"/>

    <xsl:variable name="xsltVersion" select="'3.2.0'"/>

</xsl:stylesheet>
