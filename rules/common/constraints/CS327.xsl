<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS327, retour code 8064: VAT and calculated amount of a line are debit or credit as the amount that is declared.

    Tested    BtwBedrag and BerekendBedrag against DeclaratieFactuurBedrag, of each Prestatie.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   An amount of zero doesn't count: it is always debit (CS325).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CS327"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CS327">
        <xsl:variable name="indicators"
                      select="*[number(translate(*[local-name() = 'Bedrag'], '+', '')) != 0]/*[local-name() = 'DebetCredit']"/>
        <xsl:if test="$indicators[local-name(..) = 'DeclaratieFactuurBedrag'] != $indicators">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS327'"/>
                <xsl:with-param name="nodes" select="$indicators"/>
                <xsl:with-param name="details" select="'Btw en berekend bedrag zijn debet of credit zoals het gedeclareerde bedrag.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
