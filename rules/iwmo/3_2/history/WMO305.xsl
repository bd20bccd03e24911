<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO305, iWmo 3.2, after what went before it: support starts.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="../common/history.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR019.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR056.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR063.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR071.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR074.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR135.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR326.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR378.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR381.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="TR019"/>
        <xsl:apply-templates select="." mode="TR056"/>
        <xsl:apply-templates select="." mode="TR063"/>
        <xsl:apply-templates select="." mode="TR071"/>
        <xsl:apply-templates select="." mode="TR074"/>
        <xsl:apply-templates select="." mode="TR135"/>
        <xsl:apply-templates select="." mode="TR326"/>
        <xsl:apply-templates select="." mode="TR378"/>
        <xsl:apply-templates select="." mode="TR381"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>iwmo</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
