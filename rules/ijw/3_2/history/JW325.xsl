<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW325, iJw 3.2, after what went before it: the municipality answers a declaration.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="../common/history.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR056.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR135.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR304.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR337.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR366.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR367.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR371.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR376.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR378.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="TR056"/>
        <xsl:apply-templates select="." mode="TR135"/>
        <xsl:apply-templates select="." mode="TR304"/>
        <xsl:apply-templates select="." mode="TR337"/>
        <xsl:apply-templates select="." mode="TR366"/>
        <xsl:apply-templates select="." mode="TR367"/>
        <xsl:apply-templates select="." mode="TR371"/>
        <xsl:apply-templates select="." mode="TR376"/>
        <xsl:apply-templates select="." mode="TR378"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
