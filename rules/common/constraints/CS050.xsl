<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS050, retour code S050 (in 3.2 0001): NaamGebruik fits the names that are given.

    With a Partnernaam it is 1, 2, 3 or 4; without one it is 1; of a Relatie in 2.1, and in iJw, also 6.
    Tested    Naam of Client and of Relatie.
    Source    iWmo and iJw 3.0 and 3.2 state the rule; the iWmo 2.1 schema lists S050 (LDT_RetourCode). Inferred for 2.1.
    Decided   In iWmo 2.1 6 passes on a Relatie: it stands in the code list, and an organisation can stand nowhere else.
              In iJw 6 (name of an organisation) passes without Partnernaam: only a rule that lets it pass gives CS318 a
              meaning. 5 never passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:iwmo="http://www.istandaarden.nl/iwmo/2_1/basisschema/schema/2_1"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:ijw="http://www.istandaarden.nl/ijw/2_1/basisschema/schema/2_1"
                xmlns:iwmo_3_2="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
                xmlns:ijw_3_2="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">

    <xsl:template match="*" mode="CS050"/>

    <xsl:template match="wmo301:Client/wmo301:Naam/iwmo:NaamGebruik | iwmo_3_2:NaamGebruik" mode="CS050">
        <xsl:call-template name="CS050-check">
            <xsl:with-param name="without-partner" select="'1'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template match="iwmo:NaamGebruik | ijw:NaamGebruik | ijw_3_2:NaamGebruik" mode="CS050">
        <xsl:call-template name="CS050-check">
            <xsl:with-param name="without-partner" select="'16'"/>
        </xsl:call-template>
    </xsl:template>

    <xsl:template name="CS050-check">
        <xsl:param name="without-partner"/>
        <xsl:variable name="partner" select="../*[local-name() = 'Partnernaam']"/>
        <xsl:if test="($partner and not(contains('1234', .))) or (not($partner) and not(contains($without-partner, .)))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS050'"/>
                <xsl:with-param name="nodes" select="$partner | ."/>
                <xsl:with-param name="details" select="'Dit naamgebruik past niet bij de namen die zijn opgegeven.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
