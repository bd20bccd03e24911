<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW315, iJw 3.2: the provider asks the municipality for an allocation.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/conditions/CD041.xsl"/>
    <xsl:include href="../../common/conditions/CD043.xsl"/>
    <xsl:include href="../../common/conditions/CD066.xsl"/>
    <xsl:include href="../../common/conditions/CD067.xsl"/>
    <xsl:include href="../../common/conditions/CD068.xsl"/>
    <xsl:include href="../../common/conditions/CD075.xsl"/>
    <xsl:include href="../../common/conditions/CD076.xsl"/>
    <xsl:include href="../../common/conditions/CD077.xsl"/>
    <xsl:include href="../../common/conditions/CD078.xsl"/>
    <xsl:include href="../../common/conditions/CD079.xsl"/>
    <xsl:include href="../../common/conditions/CD095.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS003.xsl"/>
    <xsl:include href="../../common/constraints/CS139.xsl"/>
    <xsl:include href="../../common/constraints/CS343.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/3_2/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR134.xsl"/>
    <xsl:include href="../../common/rules/TR383.xsl"/>
    <xsl:include href="../../common/rules/TR386.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD041"/>
        <xsl:apply-templates select="." mode="CD043"/>
        <xsl:apply-templates select="." mode="CD066"/>
        <xsl:apply-templates select="." mode="CD067"/>
        <xsl:apply-templates select="." mode="CD068"/>
        <xsl:apply-templates select="." mode="CD075"/>
        <xsl:apply-templates select="." mode="CD076"/>
        <xsl:apply-templates select="." mode="CD077"/>
        <xsl:apply-templates select="." mode="CD078"/>
        <xsl:apply-templates select="." mode="CD079"/>
        <xsl:apply-templates select="." mode="CD095"/>
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS003"/>
        <xsl:apply-templates select="." mode="CS139"/>
        <xsl:apply-templates select="." mode="CS343"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR134"/>
        <xsl:apply-templates select="." mode="TR383"/>
        <xsl:apply-templates select="." mode="TR386"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
