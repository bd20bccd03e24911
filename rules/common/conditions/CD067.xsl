<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD067, retour code 0001: a referrer of type 02, 03, 04 or 05 who is not known by a code has a name.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   With CD066 exactly one of the two is given for these types.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CD067"/>

    <xsl:template match="wmo315_3_2:Verwijzer | jw315_3_2:Verwijzer" mode="CD067">
        <xsl:if test="number(*[local-name() = 'Type']) &gt;= 2 and number(*[local-name() = 'Type']) &lt;= 5 and not(*[local-name() = 'ZorgverlenerCode']) and not(*[local-name() = 'Naam'])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD067'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Type']"/>
                <xsl:with-param name="details" select="'Bij dit type verwijzer is zonder zorgverlenercode een naam nodig.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
