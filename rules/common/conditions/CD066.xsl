<?xml version="1.0" encoding="UTF-8"?>
<!--
    CD066, retour code 0001: a referrer of type 02, 03, 04 or 05 who is known by a code has no name.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   With CD067 exactly one of the two is given for these types.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema">

    <xsl:template match="*" mode="CD066"/>

    <xsl:template match="wmo315_3_2:Verwijzer | jw315_3_2:Verwijzer" mode="CD066">
        <xsl:if test="number(*[local-name() = 'Type']) &gt;= 2 and number(*[local-name() = 'Type']) &lt;= 5 and *[local-name() = 'ZorgverlenerCode'] and *[local-name() = 'Naam']">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'CD066'"/>
                <xsl:with-param name="nodes" select="*[local-name() = 'Naam']"/>
                <xsl:with-param name="details" select="'Bij dit type verwijzer staat de zorgverlenercode er al: de naam blijft leeg.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
