<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR320, retour code 0001: the lines that an answer returns make up what isn't granted of the total.

    Tested    DeclaratieFactuurBedrag less ToegekendBedrag of every line, against IngediendTotaalBedrag less
              ToegekendTotaalBedrag.
    Source    iWmo 3.0 states the rule; the code list of 2.1 has no code for it. Inferred for 2.1, so it is one of the declaration
              rules, which are off unless they are asked for.
    Decided   D adds and C subtracts. An answer that returns no line is tested too: unless the header refuses the
              declaration (any code but 0200 and 8001) all of it is granted then.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo304="http://www.istandaarden.nl/iwmo/2_1/wmo304/schema/2_1"
                xmlns:jw304="http://www.istandaarden.nl/ijw/2_1/jw304/schema/2_1">

    <xsl:template match="*" mode="TR320"/>

    <xsl:template match="wmo304:RetourBedragen | jw304:RetourBedragen" mode="TR320">
        <xsl:variable name="amounts" select="*[local-name() = 'IngediendTotaalBedrag'] | *[local-name() = 'ToegekendTotaalBedrag']"/>
        <xsl:variable name="submitted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="*[local-name() = 'IngediendTotaalBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="granted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="*[local-name() = 'ToegekendTotaalBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="lines-submitted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="$prestaties/*[local-name() = 'IngediendeBedragPrestatie']/*[local-name() = 'DeclaratieFactuurBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:variable name="lines-granted">
            <xsl:call-template name="signed-total">
                <xsl:with-param name="amounts" select="$prestaties/*[local-name() = 'ToegekendeBedragPrestatie']/*[local-name() = 'ToegekendBedrag']"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:if test="$declaration-rules = 'on' and not($header/*[local-name() = 'RetourCodes']/*[. != '0200' and . != '8001'])
                      and number($submitted) - number($granted) != number($lines-submitted) - number($lines-granted)">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR320'"/>
                <xsl:with-param name="nodes" select="$amounts"/>
                <xsl:with-param name="details" select="'De teruggegeven regels zijn samen niet het verschil tussen ingediend en toegekend.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
