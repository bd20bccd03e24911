<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS328, retour code 8222: nothing is declared that was delivered before 2015.

    Tested    Begindatum of each ProductPeriode.
    Source    iWmo 3.0 states the rule, and the code list of 2.1 the condition under its code. Where its elements stand is
              inferred: the schema of 303 isn't public for 2.1.
    Decided   The date is that of 3.0, when the laws began. The first of January 2015 passes.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1">

    <xsl:template match="*" mode="CS328"/>

    <xsl:template match="wmo303:ProductPeriode | jw303:ProductPeriode" mode="CS328">
        <xsl:if test="number(translate(*[local-name() = 'Begindatum'], '-', '')) &lt; 20150101">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CS328'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Begindatum']"/>
                <xsl:with-param name="details" select="'Deze prestatie is vóór 2015 geleverd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
