<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR312, retour code 0150: the total of a declaration is the signed sum of its lines.

    Tested    DeclaratieFactuurTotaalBedrag, against DeclaratieFactuurBedrag of every Prestatie of every client.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   D adds and C subtracts, in whole cents. (The official rebuilding of a heenbericht from its retour has
              D and C the other way round.)
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1">

    <xsl:template match="*" mode="TR312"/>

    <xsl:template match="iwmo:DeclaratieFactuurTotaalBedrag | ijw:DeclaratieFactuurTotaalBedrag" mode="TR312">
        <xsl:call-template name="check-same-total">
            <xsl:with-param name="rule" select="'TR312'"/>
            <xsl:with-param name="amounts" select="."/>
            <xsl:with-param name="others" select="$prestaties/*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'DeclaratieFactuurBedrag']"/>
            <xsl:with-param name="nodes" select="."/>
            <xsl:with-param name="details" select="'Het totaalbedrag is niet de som van de regels.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
