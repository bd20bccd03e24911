<?xml version="1.0" encoding="UTF-8"?>
<!--
    CS002, retour code S002 (in 3.2 0001): a burgerservicenummer passes the 11-test.

    Source    iWmo 3.2 and iWlz 2.2 state the rule; the iWmo 2.1 schema lists S002 (LDT_RetourCode). Inferred for
              2.1.
    Decided   000000000 passes: the rule is the sum alone.
              A value that isn't nine digits fails; the schema refuses it first.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo301="http://www.istandaarden.nl/iwmo/2_1/wmo301/schema/2_1"
                xmlns:wmo303="http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1"
                xmlns:wmo305="http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1"
                xmlns:wmo307="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1"
                xmlns:wmo315="http://www.istandaarden.nl/iwmo/2_1/wmo315/schema/2_1"
                xmlns:jw301="http://www.istandaarden.nl/ijw/2_1/jw301/schema/2_1"
                xmlns:jw303="http://www.istandaarden.nl/ijw/2_1/jw303/schema/2_1"
                xmlns:jw305="http://www.istandaarden.nl/ijw/2_1/jw305/schema/2_1"
                xmlns:jw307="http://www.istandaarden.nl/ijw/2_1/jw307/schema/2_1"
                xmlns:jw315="http://www.istandaarden.nl/ijw/2_1/jw315/schema/2_1"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:wmo305_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
                xmlns:wmo307_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo307/schema"
                xmlns:wmo315_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:wmo323_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema"
                xmlns:wmo325_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema"
                xmlns:jw305_3_2="http://www.istandaarden.nl/ijw/3_2/jw305/schema"
                xmlns:jw307_3_2="http://www.istandaarden.nl/ijw/3_2/jw307/schema"
                xmlns:jw315_3_2="http://www.istandaarden.nl/ijw/3_2/jw315/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema"
                xmlns:jw323_3_2="http://www.istandaarden.nl/ijw/3_2/jw323/schema"
                xmlns:jw325_3_2="http://www.istandaarden.nl/ijw/3_2/jw325/schema">

    <xsl:template match="*" mode="CS002"/>

    <xsl:template match="wmo301:Bsn | wmo303:Bsn | wmo305:Bsn | wmo307:Bsn | wmo315:Bsn
                         | jw301:Bsn | jw303:Bsn | jw305:Bsn | jw307:Bsn | jw315:Bsn
                         | wmo301_3_2:Bsn | wmo305_3_2:Bsn | wmo307_3_2:Bsn | wmo315_3_2:Bsn | wmo317_3_2:Bsn
                         | wmo323_3_2:Bsn | wmo325_3_2:Bsn | jw301_3_2:Bsn | jw305_3_2:Bsn | jw307_3_2:Bsn
                         | jw315_3_2:Bsn | jw317_3_2:Bsn | jw323_3_2:Bsn | jw325_3_2:Bsn"
                  mode="CS002">
        <xsl:call-template name="check-elfproef">
            <xsl:with-param name="rule" select="'CS002'"/>
            <xsl:with-param name="bsn" select="."/>
            <xsl:with-param name="details" select="'Dit burgerservicenummer doorstaat de elfproef niet.'"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
