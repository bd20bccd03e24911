<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD016, retour code D016: a Relatie who isn't the partner (Soort 12) has a Volgorde.

    Source    iWlz 2.2 states the rule, iWmo 3.2 no longer has it; the iWmo 2.1 schema lists D016 (LDT_RetourCode).
              Inferred for 2.1.
    Decided   No text of iWmo or iJw has it, so it is off unless inferred-rules is on.
              A partner may have a Volgorde or not.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1">

    <xsl:template match="*" mode="CD016"/>

    <xsl:template match="wmo301:Relatie | jw301:Relatie" mode="CD016">
        <xsl:if test="*[local-name() = 'Soort'] != '12' and not(*[local-name() = 'Volgorde'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD016'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Soort']"/>
                <xsl:with-param name="details" select="'Een relatie die niet de partner is, heeft een volgorde.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
