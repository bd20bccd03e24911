<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR307, retour code 9307: nothing is declared of before the allocation begins.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The period is that of the version in force. Not tested on credit lines: a credit repeats its debit
              (inferred).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR307"/>

    <xsl:template match="wmo323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D'] | jw323_3_2:Prestatie[*/*[local-name() = 'DebetCredit'] = 'D']"
                  mode="TR307">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:if test="number(translate(*[local-name() = 'ProductPeriode']/*[local-name() = 'Begindatum'], '-', '')) &lt; number(translate($allocation/*[local-name() = 'Ingangsdatum'], '-', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR307'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ProductPeriode']"/>
                <xsl:with-param name="details" select="'Deze periode begint voor de toewijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
