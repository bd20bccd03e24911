<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR332, retour code 9332: a ToewijzingNummer belongs to one allocation of a municipality.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   An earlier version with another Bsn or Product is another allocation; one with another Ingangsdatum too
              (inferred: a change may touch the end, the budget and the volume, not the start). A number that is sent
              again as a change is no breach.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR332"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="TR332">
        <xsl:variable name="allocation">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:if test="key('allocation', $allocation)
                          [ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'] != current()/../../*[local-name() = 'Bsn']
                           or translate(*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')
                              != translate(current()/*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')
                           or normalize-space(*[local-name() = 'Ingangsdatum'])
                              != normalize-space(current()/*[local-name() = 'Ingangsdatum'])]">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR332'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'ToewijzingNummer']"/>
                <xsl:with-param name="details" select="'Dit nummer is van een andere toewijzing.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
