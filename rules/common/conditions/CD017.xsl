<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD017, retour code D017: of a Relatie who is the partner (Soort 12) the birth date is given.

    Source    iWlz 2.2 states the rule, iWmo 3.2 no longer has it; the iWmo 2.1 schema lists D017 (LDT_RetourCode).
              Inferred for 2.1.
    Decided   No text of iWmo or iJw has it, so it is off unless inferred-rules is on.
              An unknown birth date (1900-01-01 with DatumGebruik 3) is given.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1">

    <xsl:template match="*" mode="CD017"/>

    <xsl:template match="wmo301:Relatie | jw301:Relatie" mode="CD017">
        <xsl:if test="*[local-name() = 'Soort'] = '12' and not(*[local-name() = 'Geboortedatum'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD017'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Soort']"/>
                <xsl:with-param name="details" select="'Van een partner wordt de geboortedatum opgegeven.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
