<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD068, retour code 0001: a referrer of another type than 02, 03, 04 or 05 has no code.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The name is free for these types.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CD068"/>

    <xsl:template match="wmo315_3_2:Verwijzer | jw315_3_2:Verwijzer" mode="CD068">
        <xsl:if test="not(number(*[local-name() = 'Type']) &gt;= 2 and number(*[local-name() = 'Type']) &lt;= 5) and *[local-name() = 'ZorgverlenerCode']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD068'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ZorgverlenerCode']"/>
                <xsl:with-param name="details" select="'Bij dit type verwijzer hoort geen zorgverlenercode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
