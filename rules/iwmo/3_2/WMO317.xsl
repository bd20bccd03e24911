<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO317, iWmo 3.2: the provider asks the municipality to change what is allocated.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/conditions/CD041.xsl"/>
    <xsl:include href="../../common/conditions/CD075.xsl"/>
    <xsl:include href="../../common/conditions/CD076.xsl"/>
    <xsl:include href="../../common/conditions/CD077.xsl"/>
    <xsl:include href="../../common/conditions/CD078.xsl"/>
    <xsl:include href="../../common/conditions/CD079.xsl"/>
    <xsl:include href="../../common/conditions/CD096.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS003.xsl"/>
    <xsl:include href="../../common/constraints/CS338.xsl"/>
    <xsl:include href="../../common/3_2/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR352.xsl"/>
    <xsl:include href="../../common/rules/TR353.xsl"/>
    <xsl:include href="../../common/rules/TR380.xsl"/>
    <xsl:include href="../../common/rules/TR410.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD041"/>
        <xsl:apply-templates select="." mode="CD075"/>
        <xsl:apply-templates select="." mode="CD076"/>
        <xsl:apply-templates select="." mode="CD077"/>
        <xsl:apply-templates select="." mode="CD078"/>
        <xsl:apply-templates select="." mode="CD079"/>
        <xsl:apply-templates select="." mode="CD096"/>
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS003"/>
        <xsl:apply-templates select="." mode="CS338"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR352"/>
        <xsl:apply-templates select="." mode="TR353"/>
        <xsl:apply-templates select="." mode="TR380"/>
        <xsl:apply-templates select="." mode="TR410"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>iwmo</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
