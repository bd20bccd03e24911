<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO319, iWmo 3.2: the municipality answers a request that it doesn't grant, or not yet.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/conditions/CD085.xsl"/>
    <xsl:include href="../../common/conditions/CD086.xsl"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CD085"/>
        <xsl:apply-templates select="." mode="CD086"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>iwmo</vr:Standaard>
            <vr:StandaardRelease>3.2</vr:StandaardRelease>
            <vr:XSLTVersie>3.2.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
