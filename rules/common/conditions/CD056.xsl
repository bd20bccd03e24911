<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD056: what is exempt from VAT (BtwVrijstellingIndicatie 1) tells no VAT.

    Tested    BtwBedrag of the line (retour code 8850); with the declaration rules also BtwPercentage, for which 2.1 has no
              code (0001).
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD056"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CD056">
        <xsl:if test="*[local-name() = 'BtwVrijstellingIndicatie'] = 1 and *[local-name() = 'BtwBedrag']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD056'"/>
                <xsl:with-param name="retour" select="'8850'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'BtwBedrag']"/>
                <xsl:with-param name="details" select="'Een regel met vrijstelling van btw noemt geen btw-bedrag.'"/>
            </xsl:call-template>
        </xsl:if>
        <xsl:if test="$declaration-rules = 'on' and *[local-name() = 'BtwVrijstellingIndicatie'] = 1 and *[local-name() = 'BtwPercentage']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD056'"/>
                <xsl:with-param name="retour" select="'0001'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'BtwPercentage']"/>
                <xsl:with-param name="details" select="'Een regel met vrijstelling van btw noemt geen btw-percentage.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
