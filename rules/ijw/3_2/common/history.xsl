<?xml version="1.0" encoding="UTF-8"?>
<!--
    What every entry of the rules across messages of the iJw 3.2 set stands on.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <xsl:import href="basis.xsl"/>
    <xsl:import href="../../../common/helpers/history.xsl"/>
    <xsl:import href="../../../common/helpers/allocations.xsl"/>
    <xsl:import href="../../../common/helpers/deliveries.xsl"/>
    <xsl:import href="../../../common/helpers/requests.xsl"/>
    <xsl:import href="../../../common/helpers/declarations.xsl"/>
    <xsl:import href="../../../common/helpers/calendar.xsl"/>
    <xsl:import href="../../../common/helpers/ceilings.xsl"/>
    <xsl:import href="../../../common/helpers/tariffs.xsl"/>

</xsl:stylesheet>
