<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR319, retour code 9319: what was delivered lies in the period of the declaration, or before it.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The end of the period decides. That it lies in the period of an earlier declaration is not asked
              (inferred: the text names that, and it adds nothing that messages show). Not tested on credit lines: a
              credit repeats its debit (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR319"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR319">
        <xsl:if test="number(translate(*[local-name() = 'ProductPeriode']/*[local-name() = 'Einddatum'], '-', '')) &gt; number(translate(ancestor::*[local-name() = 'Declaratie']/*[local-name() = 'DeclaratiePeriode']/*[local-name() = 'Einddatum'], '-', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR319'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Deze prestatie ligt na de declaratieperiode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
