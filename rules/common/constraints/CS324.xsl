<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS324, retour code 8454: a declaration is answered on or after its invoice date.

    Tested    RetourDagtekening of the retour against FactuurDagtekening, which it repeats.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   The same day passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo304="http://www.istandaarden.nl/iwmo/2_1/wmo304/schema/2_1"
                xmlns:jw304="http://www.istandaarden.nl/ijw/2_1/jw304/schema/2_1">

    <xsl:template match="*" mode="CS324"/>

    <xsl:template match="wmo304:RetourHeader | jw304:RetourHeader" mode="CS324">
        <xsl:call-template name="check-date-order">
            <xsl:with-param name="rule" select="'CS324'"/>
            <xsl:with-param name="first" select="$dagtekening"/>
            <xsl:with-param name="second" select="*[local-name() = 'RetourDagtekening']"/>
            <xsl:with-param name="details" select="'Het antwoord is gedagtekend vóór de factuur.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
