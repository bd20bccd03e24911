<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR385, retour code 9385: an allocation isn't removed (RedenWijziging 13) while lines of it are granted and not
    credited.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   Debit lines alone. RedenWijziging 01 is not named by the rule.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:template match="*" mode="TR385"/>

    <xsl:template match="wmo301_3_2:ToegewezenProduct | jw301_3_2:ToegewezenProduct" mode="TR385">
        <xsl:variable name="allocation">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:variable name="granted">
            <xsl:for-each select="key('line-of-allocation', $allocation)[*[local-name() = 'IngediendBedrag']/*[local-name() = 'DebetCredit'] = 'D']">
                <xsl:variable name="standing">
                    <xsl:call-template name="standing"/>
                </xsl:variable>
                <xsl:if test="$standing = 'granted' and not(key('credit', concat($chain, ' ', normalize-space(*[local-name() = 'ProductReferentie']/*[local-name() = 'ReferentieNummer']))))">granted</xsl:if>
            </xsl:for-each>
        </xsl:variable>
        <xsl:if test="*[local-name() = 'RedenWijziging'] = '13' and $granted != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR385'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Van deze toewijzing zijn regels toegekend en niet gecrediteerd.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
