<?xml version="1.0" encoding="UTF-8"?>
<!--
    WMO304, iWmo 2.1: the municipality answers a declaration. What of it repeats the declaration is judged as that is.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:import href="common/basis.xsl"/>
    <xsl:include href="../../common/constraints/CS324.xsl"/>
    <xsl:include href="../../common/constraints/CS325.xsl"/>
    <xsl:include href="../../common/rules/TR320.xsl"/>

    <!-- on: the rules, too, for which 2.1 has no retour code. They refuse the message as a whole (0001). -->
    <xsl:param name="declaration-rules" select="'off'"/>

    <xsl:template match="*" mode="check">
        <xsl:apply-templates select="." mode="CS324"/>
        <xsl:apply-templates select="." mode="CS325"/>
        <xsl:apply-templates select="." mode="TR320"/>
    </xsl:template>

    <xsl:variable name="versionInfo">
        <vr:XSLTHeader>
            <vr:Standaard>iwmo</vr:Standaard>
            <vr:StandaardRelease>2.1</vr:StandaardRelease>
            <vr:XSLTVersie>2.1.0</vr:XSLTVersie>
        </vr:XSLTHeader>
    </xsl:variable>

</xsl:stylesheet>
