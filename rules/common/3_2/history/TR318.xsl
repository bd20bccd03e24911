<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR318, retour code 8214: the periods of declarations follow one another.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The period doesn't begin before that of an earlier declaration. Gaps, and a second declaration for the
              last period, pass. That care was given in a gap can't be seen.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema">

    <xsl:template match="*" mode="TR318"/>

    <xsl:key name="TR318" match="h:earlier//*[local-name() = 'DeclaratiePeriode'][contains(namespace-uri(), '323/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'])"/>

    <xsl:template match="wmo323_3_2:DeclaratiePeriode | jw323_3_2:DeclaratiePeriode" mode="TR318">
        <xsl:if test="key('TR318', $chain)[number(translate(*[local-name() = 'Begindatum'], '-', '')) &gt; number(translate(current()/*[local-name() = 'Begindatum'], '-', ''))]">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR318'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Er is al een declaratie van een latere periode.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
