<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR377, retour code 0001: who refuses a request by the principle of residence (RedenAfwijzingVerzoek 8) names
    the municipality.

    Source    iJw 3.2 states the rule; iWmo has no Woonplaatsbeginsel.
    Decided   Nothing beyond the text.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:jw319_3_2="http://www.istandaarden.nl/ijw/3_2/jw319/schema">

    <xsl:template match="*" mode="TR377"/>

    <xsl:template match="jw319_3_2:Antwoord" mode="TR377">
        <xsl:if test="*[local-name() = 'RedenAfwijzingVerzoek'] = '8' and not(*[local-name() = 'Woonplaatsbeginsel'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR377'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'RedenAfwijzingVerzoek']"/>
                <xsl:with-param name="details" select="'Wie een verzoek afwijst volgens het woonplaatsbeginsel (8), noemt de gemeente.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
