<?xml version="1.0" encoding="UTF-8"?>
<!--
    TR361, retour code 9361: no two products of a request for change that are the same overlap.

    Source    iWmo 3.2 and iJw 3.2 state the rule.
    Decided   An unchanged product has the product and the period of its allocation, one to be changed the product of
              its allocation and the period that is asked for, a new one its own. What is the same is decided as for
              TR410: a missing code stands for every code of its category, a missing Product for every product; one
              shared day is an overlap; a pair in which one is a medical aid (category 11 to 14, which iJw doesn't have)
              is exempt. Entries without an allocation are left out. One finding for each request.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:wmo317_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo317/schema"
                xmlns:jw317_3_2="http://www.istandaarden.nl/ijw/3_2/jw317/schema">

    <xsl:template match="*" mode="TR361"/>

    <xsl:template match="wmo317_3_2:Verzoek | jw317_3_2:Verzoek" mode="TR361">
        <xsl:variable name="clashes">
            <xsl:apply-templates select="*/*" mode="TR361-entry"/>
        </xsl:variable>
        <xsl:if test="$clashes != ''">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="'TR361'"/>
                <xsl:with-param name="nodes" select="."/>
                <xsl:with-param name="details" select="'Twee producten van dit verzoek overlappen.'"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

    <!-- Writes something when the current entry clashes with another; without another, when it clashes with one that
         follows it. -->
    <xsl:template match="*" mode="TR361-entry">
        <xsl:param name="other"/>
        <xsl:param name="product"/>
        <xsl:param name="begin"/>
        <xsl:param name="end"/>
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:variable name="allocation" select="key('version', $in-force)"/>
        <xsl:variable name="own" select="$allocation/*[local-name() = 'Product'] | *[local-name() = 'Product']"/>
        <xsl:variable name="asked" select="self::*[*[local-name() = 'GewensteIngangsdatum']]"/>
        <xsl:variable name="period" select="$asked | $allocation[not($asked)]"/>
        <xsl:variable name="own-begin"
                      select="translate($period/*[local-name() = 'GewensteIngangsdatum' or local-name() = 'Ingangsdatum'], '-', '')"/>
        <xsl:variable name="own-end" select="translate($period/*[local-name() = 'Einddatum'], '-', '')"/>
        <xsl:variable name="aids" select="'|11|12|13|14|'"/>
        <xsl:choose>
            <xsl:when test="*[local-name() = 'ToewijzingNummer'] and not($allocation)"/>
            <xsl:when test="contains($aids, concat('|', $own/*[local-name() = 'Categorie'], '|'))"/>
            <xsl:when test="not($other)">
                <xsl:apply-templates select="following-sibling::* | ../following-sibling::*/*" mode="TR361-entry">
                    <xsl:with-param name="other" select="."/>
                    <xsl:with-param name="product" select="$own"/>
                    <xsl:with-param name="begin" select="$own-begin"/>
                    <xsl:with-param name="end" select="$own-end"/>
                </xsl:apply-templates>
            </xsl:when>
            <xsl:when test="not(number($own-begin) &gt; number($end) or number($begin) &gt; number($own-end))
                            and (not($own) or not($product)
                                 or $own/*[local-name() = 'Categorie'] = $product/*[local-name() = 'Categorie']
                                    and not($own/*[local-name() = 'Code'] != $product/*[local-name() = 'Code']))">clash</xsl:when>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
