<?xml version="1.0" encoding="UTF-8"?>
<!--
    JW301, iJw 3.2: the municipality allocates support.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/conditions/CD005.xsl"/>
    <xsl:include href="../../common/conditions/CD007.xsl"/>
    <xsl:include href="../../common/conditions/CD009.xsl"/>
    <xsl:include href="../../common/conditions/CD025.xsl"/>
    <xsl:include href="../../common/conditions/CD034.xsl"/>
    <xsl:include href="../../common/conditions/CD041.xsl"/>
    <xsl:include href="../../common/conditions/CD075.xsl"/>
    <xsl:include href="../../common/conditions/CD076.xsl"/>
    <xsl:include href="../../common/conditions/CD077.xsl"/>
    <xsl:include href="../../common/conditions/CD078.xsl"/>
    <xsl:include href="../../common/conditions/CD079.xsl"/>
    <xsl:include href="../../common/conditions/CD080.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS003.xsl"/>
    <xsl:include href="../../common/constraints/CS050.xsl"/>
    <xsl:include href="../../common/constraints/CS089.xsl"/>
    <xsl:include href="../../common/constraints/CS139.xsl"/>
    <xsl:include href="../../common/constraints/CS318.xsl"/>
    <xsl:include href="../../common/constraints/CS335.xsl"/>
    <xsl:include href="../../common/constraints/CS336.xsl"/>
    <xsl:include href="../../common/constraints/CS338.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/rules/TR006.xsl"/>
    <xsl:include href="../../common/rules/TR061.xsl"/>
    <xsl:include href="../../common/3_2/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR134.xsl"/>
    <xsl:include href="../../common/rules/TR302.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD005"/>
        <xsl:apply-templates select="." mode="CD007"/>
        <xsl:apply-templates select="." mode="CD009"/>
        <xsl:apply-templates select="." mode="CD025"/>
        <xsl:apply-templates select="." mode="CD034"/>
        <xsl:apply-templates select="." mode="CD041"/>
        <xsl:apply-templates select="." mode="CD075"/>
        <xsl:apply-templates select="." mode="CD076"/>
        <xsl:apply-templates select="." mode="CD077"/>
        <xsl:apply-templates select="." mode="CD078"/>
        <xsl:apply-templates select="." mode="CD079"/>
        <xsl:apply-templates select="." mode="CD080"/>
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS003"/>
        <xsl:apply-templates select="." mode="CS050"/>
        <xsl:apply-templates select="." mode="CS089"/>
        <xsl:apply-templates select="." mode="CS139"/>
        <xsl:apply-templates select="." mode="CS318"/>
        <xsl:apply-templates select="." mode="CS335"/>
        <xsl:apply-templates select="." mode="CS336"/>
        <xsl:apply-templates select="." mode="CS338"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR006"/>
        <xsl:apply-templates select="." mode="TR061"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR134"/>
        <xsl:apply-templates select="." mode="TR302"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>ijw</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
