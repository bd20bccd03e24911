<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO303, iWmo 2.1: the provider declares or invoices what it has delivered.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS023.xsl"/>
    <xsl:include href="../../common/constraints/CS108.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/rules/TR097.xsl"/>
    <xsl:include href="../../common/rules/TR101.xsl"/>
    <xsl:include href="../../common/conditions/CD060.xsl"/>
    <xsl:include href="../../common/conditions/CD087.xsl"/>
    <xsl:include href="../../common/constraints/CS325.xsl"/>
    <xsl:include href="../../common/constraints/CS339.xsl"/>
    <xsl:include href="../../common/rules/TR315.xsl"/>
    <xsl:include href="../../common/rules/TR316.xsl"/>
    <xsl:include href="../../common/rules/TR335.xsl"/>
    <xsl:include href="../../common/rules/TR358.xsl"/>
    <xsl:include href="../../common/rules/TR416.xsl"/>
    <xsl:include href="../../common/rules/8064.xsl"/>
    <xsl:include href="../../common/rules/8171.xsl"/>
    <xsl:include href="../../common/rules/8207.xsl"/>
    <xsl:include href="../../common/rules/8835.xsl"/>
    <xsl:include href="../../common/rules/8851.xsl"/>

    <!-- off leaves out the rules on amounts and references, for which 2.1 itself gives no rule number. -->
    <xsl:param name="declaration-rules" select="'on'"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS023"/>
        <xsl:apply-templates select="." mode="CS108"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR097"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:if test="$declaration-rules != 'off'">
            <xsl:apply-templates select="." mode="CD060"/>
            <xsl:apply-templates select="." mode="CD087"/>
            <xsl:apply-templates select="." mode="CS325"/>
            <xsl:apply-templates select="." mode="CS339"/>
            <xsl:apply-templates select="." mode="TR315"/>
            <xsl:apply-templates select="." mode="TR316"/>
            <xsl:apply-templates select="." mode="TR335"/>
            <xsl:apply-templates select="." mode="TR358"/>
            <xsl:apply-templates select="." mode="TR416"/>
            <xsl:apply-templates select="." mode="code-8064"/>
            <xsl:apply-templates select="." mode="code-8171"/>
            <xsl:apply-templates select="." mode="code-8207"/>
            <xsl:apply-templates select="." mode="code-8835"/>
            <xsl:apply-templates select="." mode="code-8851"/>
        </xsl:if>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>iwmo</vr:Standaard>
            <vr:StandaardRelease>2.1</vr:StandaardRelease>
            <vr:XSLTVersie>2.1.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
