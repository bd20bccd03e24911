<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO303, iWmo 2.1: the provider declares or invoices what it has delivered.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/conditions/CD055.xsl"/>
    <xsl:include href="../../common/conditions/CD056.xsl"/>
    <xsl:include href="../../common/conditions/CD058.xsl"/>
    <xsl:include href="../../common/conditions/CD059.xsl"/>
    <xsl:include href="../../common/conditions/CD060.xsl"/>
    <xsl:include href="../../common/conditions/CD062.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS023.xsl"/>
    <xsl:include href="../../common/constraints/CS108.xsl"/>
    <xsl:include href="../../common/constraints/CS325.xsl"/>
    <xsl:include href="../../common/constraints/CS327.xsl"/>
    <xsl:include href="../../common/constraints/CS328.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/rules/TR097.xsl"/>
    <xsl:include href="../../common/rules/TR101.xsl"/>
    <xsl:include href="../../common/rules/TR312.xsl"/>
    <xsl:include href="../../common/rules/TR313.xsl"/>
    <xsl:include href="../../common/rules/TR314.xsl"/>
    <xsl:include href="../../common/rules/TR315.xsl"/>
    <xsl:include href="../../common/rules/TR316.xsl"/>
    <xsl:include href="../../common/rules/TR317.xsl"/>

    <!-- on: the rules, too, for which 2.1 has no retour code. They refuse the message as a whole (0001). -->
    <xsl:param name="declaration-rules" select="'off'"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD055"/>
        <xsl:apply-templates select="." mode="CD056"/>
        <xsl:apply-templates select="." mode="CD058"/>
        <xsl:apply-templates select="." mode="CD059"/>
        <xsl:apply-templates select="." mode="CD060"/>
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS023"/>
        <xsl:apply-templates select="." mode="CS108"/>
        <xsl:apply-templates select="." mode="CS325"/>
        <xsl:apply-templates select="." mode="CS327"/>
        <xsl:apply-templates select="." mode="CS328"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR097"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:apply-templates select="." mode="TR312"/>
        <xsl:apply-templates select="." mode="TR313"/>
        <xsl:apply-templates select="." mode="TR314"/>
        <xsl:apply-templates select="." mode="TR315"/>
        <xsl:apply-templates select="." mode="TR316"/>
        <xsl:apply-templates select="." mode="TR317"/>
        <xsl:if test="$declaration-rules = 'on'">
            <xsl:apply-templates select="." mode="CD062"/>
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
