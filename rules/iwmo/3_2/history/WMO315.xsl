<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO315, iWmo 3.2, after what went before it: the provider asks for support to be allocated.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="../common/history.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR056.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR135.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR347.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR374.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR378.xsl"/>
    <xsl:include href="../../../common/3_2/history/TR381.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="TR056"/>
        <xsl:apply-templates select="." mode="TR135"/>
        <xsl:apply-templates select="." mode="TR347"/>
        <xsl:apply-templates select="." mode="TR374"/>
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
