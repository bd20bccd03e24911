<?xml version="1.0" encoding="UTF-8"?>
<!--
    8064: the amounts of one Prestatie are all debit or all credit.

    No rule number is known, so the rule has that of its retour code.
    Source    the code list of 2.1 states the condition. Inferred for 2.1, and one of the declaration rules, which
              can be switched off.
    Decided   The class that the text speaks of is taken to be the Prestatie.
              An amount of zero doesn't count: it is always debit (CS325).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="code-8064"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="code-8064">
        <xsl:variable name="indicators"
                      select="*[number(translate(*[local-name() = 'Bedrag'], '+', '')) != 0]/*[local-name() = 'DebetCredit']"/>
        <xsl:if test="$indicators = 'D' and $indicators = 'C'">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'8064'"/>
                <xsl:with-param name="nodes" select="$indicators"/>
                <xsl:with-param name="details" select="'De bedragen van één prestatie zijn alle debet of alle credit.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
