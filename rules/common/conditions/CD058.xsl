<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD058, retour code 8171: a declaration that is to be paid to a service bureau (BetalingAanID 01) names it.

    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   00000000 names no service bureau.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD058"/>

    <xsl:template match="wmo303:BetalingAanID | jw303:BetalingAanID" mode="CD058">
        <xsl:if test=". = '01' and not(../*[local-name() = 'Servicebureau'] != '00000000')">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD058'"/>
                <xsl:with-param name="nodes" select="../*[local-name() = 'Servicebureau'] | ."/>
                <xsl:with-param name="details" select="'Er moet aan een servicebureau worden betaald, en er is geen genoemd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
