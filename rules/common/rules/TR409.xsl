<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR409, retour code 0001: the municipality by the principle of residence is named for no other reason than 8.

    Source    iJw 3.2 states the rule; iWmo has no Woonplaatsbeginsel.
    Decided   Without a RedenAfwijzingVerzoek it isn't 8, so the class must be absent then too.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR409"/>

    <xsl:template match="jw319_3_2:Antwoord" mode="TR409">
        <xsl:if test="not(*[local-name() = 'RedenAfwijzingVerzoek'] = '8') and *[local-name() = 'Woonplaatsbeginsel']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR409'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Woonplaatsbeginsel']"/>
                <xsl:with-param name="details" select="'Het woonplaatsbeginsel hoort alleen bij reden 8.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
