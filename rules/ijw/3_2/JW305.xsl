<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW305, iJw 3.2: the provider tells the municipality that support has started.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS058.xsl"/>
    <xsl:include href="../../common/constraints/CS139.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/3_2/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR134.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS058"/>
        <xsl:apply-templates select="." mode="CS139"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR134"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
