<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR380, retour code 0001: a new product is asked for from a day after the Dagtekening on.

    Tested    GewensteIngangsdatum of each NieuwProduct.
    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   The same day is reported: the rule asks for a later one. The Dagtekening comes first among the
              locations.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR380"/>

    <xsl:template match="wmo317_3_2:NieuwProduct/wmo317_3_2:GewensteIngangsdatum
                         | jw317_3_2:NieuwProduct/jw317_3_2:GewensteIngangsdatum"
                  mode="TR380">
        <xsl:if test="number(translate(., '-', '')) &lt;= number(translate($dagtekening, '-', ''))">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR380'"/>
                <xsl:with-param name="nodes" select="$dagtekening | ."/>
                <xsl:with-param name="details" select="'Een nieuw product gaat pas na de dagtekening in.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
