<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR052, retour code 9052: support that is told of has begun by the Dagtekening of the message.

    Tested    Begindatum of StartProduct.
    Source    iWlz states the rule, of a delivered unit; the iWmo 2.1 schema lists 9052 (LDT_RetourCode). Inferred
              for 2.1.
    Decided   The same day passes.
              CS023 asks the same of this date, so this rule is off unless inferred-rules is on.
              The Dagtekening comes first among the locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1">

    <xsl:template match="*" mode="TR052"/>

    <xsl:template match="wmo305:StartProduct/wmo305:Begindatum | jw305:StartProduct/jw305:Begindatum" mode="TR052">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'TR052'"/>
            <xsl:with-param name="first" select="."/>
            <xsl:with-param name="second" select="$dagtekening"/>
            <xsl:with-param name="details" select="'De ondersteuning begint na de dag waarop het bericht is gedagtekend.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
