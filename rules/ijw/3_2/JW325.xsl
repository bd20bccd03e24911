<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW325, iJw 3.2: the municipality answers a declaration.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/3_2/conditions/CD060.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/3_2/constraints/CS325.xsl"/>
    <xsl:include href="../../common/3_2/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR134.xsl"/>
    <xsl:include href="../../common/rules/TR137.xsl"/>
    <xsl:include href="../../common/rules/TR342.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD060"/>
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS325"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR134"/>
        <xsl:apply-templates select="." mode="TR137"/>
        <xsl:apply-templates select="." mode="TR342"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
