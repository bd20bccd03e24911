<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW323, iJw 3.2, after what went before it: the provider declares what it has delivered.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="../common/history.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR056.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR135.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR304.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR307.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR308.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR314.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR318.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR319.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR321.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR322.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR323.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR333.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR338.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR339.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR340.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR341.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR346.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR369.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR378.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR381.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR384.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR387.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR388.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR389.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR390.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR418.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="TR056"/>
        <xsl:apply-templates select="." mode="TR135"/>
        <xsl:apply-templates select="." mode="TR304"/>
        <xsl:apply-templates select="." mode="TR307"/>
        <xsl:apply-templates select="." mode="TR308"/>
        <xsl:apply-templates select="." mode="TR314"/>
        <xsl:apply-templates select="." mode="TR318"/>
        <xsl:apply-templates select="." mode="TR319"/>
        <xsl:apply-templates select="." mode="TR321"/>
        <xsl:apply-templates select="." mode="TR322"/>
        <xsl:apply-templates select="." mode="TR323"/>
        <xsl:apply-templates select="." mode="TR333"/>
        <xsl:apply-templates select="." mode="TR338"/>
        <xsl:apply-templates select="." mode="TR339"/>
        <xsl:apply-templates select="." mode="TR340"/>
        <xsl:apply-templates select="." mode="TR341"/>
        <xsl:apply-templates select="." mode="TR346"/>
        <xsl:apply-templates select="." mode="TR369"/>
        <xsl:apply-templates select="." mode="TR378"/>
        <xsl:apply-templates select="." mode="TR381"/>
        <xsl:apply-templates select="." mode="TR384"/>
        <xsl:apply-templates select="." mode="TR387"/>
        <xsl:apply-templates select="." mode="TR388"/>
        <xsl:apply-templates select="." mode="TR389"/>
        <xsl:apply-templates select="." mode="TR390"/>
        <xsl:apply-templates select="." mode="TR418"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
