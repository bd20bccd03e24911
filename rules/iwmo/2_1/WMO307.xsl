<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO307, iWmo 2.1: the provider tells the municipality that support has stopped.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/constraints/CS002.xsl"/>
    <xsl:include href="../../common/constraints/CS023.xsl"/>
    <xsl:include href="../../common/constraints/CS057.xsl"/>
    <xsl:include href="../../common/constraints/CS058.xsl"/>
    <xsl:include href="../../common/rules/TR002.xsl"/>
    <xsl:include href="../../common/rules/TR018.xsl"/>
    <xsl:include href="../../common/rules/TR064.xsl"/>
    <xsl:include href="../../common/rules/TR097.xsl"/>
    <xsl:include href="../../common/rules/TR101.xsl"/>

    <!-- on: the rules, too, that only iWlz is known to have. Their codes are in the list of 2.1, which is shared. -->
    <xsl:param name="inferred-rules" select="'off'"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CS002"/>
        <xsl:apply-templates select="." mode="CS023"/>
        <xsl:apply-templates select="." mode="CS058"/>
        <xsl:apply-templates select="." mode="TR002"/>
        <xsl:apply-templates select="." mode="TR018"/>
        <xsl:apply-templates select="." mode="TR097"/>
        <xsl:apply-templates select="." mode="TR101"/>
        <xsl:if test="$inferred-rules = 'on'">
            <xsl:apply-templates select="." mode="CS057"/>
            <xsl:apply-templates select="." mode="TR064"/>
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
