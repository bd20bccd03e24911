<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR313, retour code 8835: the VAT total of a declaration is the signed sum of the VAT of its lines.

    Tested    BtwTotaalBedrag, against BtwBedrag of every Prestatie of every client.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   A missing VAT total counts as zero, and is reported when the lines add up to something.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="TR313"/>

    <xsl:template match="wmo303:DeclaratieFactuurBedragen | jw303:DeclaratieFactuurBedragen" mode="TR313">
        <xsl:variable name="total" select="*[local-name() = 'BtwTotaalBedrag']"/>
        <xsl:call-template name="check-same-total">
            <xsl:with-param name="rule" select="'TR313'"/>
            <xsl:with-param name="amounts" select="$total"/>
            <xsl:with-param name="others" select="$prestaties/*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'BtwBedrag']"/>
            <xsl:with-param name="nodes" select="$total | self::*[not($total)]"/>
            <xsl:with-param name="details" select="'Het btw-totaal is niet de som van de regels.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
