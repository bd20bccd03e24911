<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD055: what isn't exempt from VAT (BtwVrijstellingIndicatie 2) tells its VAT.

    Tested    BtwBedrag of the line (retour code 8837) and BtwTotaalBedrag of the declaration (8835); with the declaration
              rules also BtwPercentage of the line and BtwIDNummer of the declaration, for which 2.1 has no code (0001).
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   The declaration as a whole is reported once, however many lines ask for it.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CD055"/>

    <xsl:template match="wmo303:IngediendeBedragPrestatie | jw303:IngediendeBedragPrestatie" mode="CD055">
        <xsl:if test="*[local-name() = 'BtwVrijstellingIndicatie'] = 2 and not(*[local-name() = 'BtwBedrag'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD055'"/>
                <xsl:with-param name="retour" select="'8837'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een regel zonder vrijstelling van btw noemt het btw-bedrag.'"/>
            </xsl:call-template>
        </xsl:if>
        <xsl:if test="$declaration-rules = 'on' and *[local-name() = 'BtwVrijstellingIndicatie'] = 2 and not(*[local-name() = 'BtwPercentage'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD055'"/>
                <xsl:with-param name="retour" select="'0001'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Een regel zonder vrijstelling van btw noemt het btw-percentage.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <xsl:template match="wmo303:DeclaratieFactuurBedragen | jw303:DeclaratieFactuurBedragen" mode="CD055">
        <xsl:if test="$prestaties/*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'BtwVrijstellingIndicatie'] = 2 and not(*[local-name() = 'BtwTotaalBedrag'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD055'"/>
                <xsl:with-param name="retour" select="'8835'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Er zijn regels zonder vrijstelling van btw, en het btw-totaal ontbreekt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <xsl:template match="wmo303:DeclaratieFactuurIdentificatie | jw303:DeclaratieFactuurIdentificatie" mode="CD055">
        <xsl:if test="$declaration-rules = 'on'
                      and $prestaties/*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'BtwVrijstellingIndicatie'] = 2 and not(*[local-name() = 'BtwIDNummer'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD055'"/>
                <xsl:with-param name="retour" select="'0001'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Er zijn regels zonder vrijstelling van btw, en het btw-nummer ontbreekt.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
