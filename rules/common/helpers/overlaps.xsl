<?xml version="1.0" encoding="UTF-8"?>
<!--
    Overlaps: the same product twice in one period.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Reports the current product, and those of others that are the same product and share a day with it. Medical
         aids (category 11 to 14) may overlap with anything.
         others     products of the same class -->
    <xsl:template name="check-no-overlap">
        <xsl:param name="rule"/>
        <xsl:param name="others"/>
        <xsl:param name="details"/>
        <xsl:variable name="aids" select="'|11|12|13|14|'"/>
        <xsl:variable name="product" select="*[local-name() = 'Product']"/>
        <xsl:variable name="category" select="string($product/*[local-name() = 'Categorie'])"/>
        <xsl:variable name="code" select="$product/*[local-name() = 'Code']"/>
        <xsl:variable name="same"
                      select="$others[not($product) or not(*[local-name() = 'Product'])
                                      or (*[local-name() = 'Product']/*[local-name() = 'Categorie'] = $category
                                          and (not($code) or not(*[local-name() = 'Product']/*[local-name() = 'Code'])
                                               or *[local-name() = 'Product']/*[local-name() = 'Code'] = $code))]"/>
        <xsl:variable name="judged"
                      select="$same[not(contains($aids, concat('|', $category, '|'))
                                        or contains($aids, concat('|', *[local-name() = 'Product']/*[local-name() = 'Categorie'], '|')))]"/>
        <xsl:variable name="begin" select="translate(*[contains(local-name(), 'ngangsdatum') and not(contains(local-name(), 'Beschikking'))], '-', '')"/>
        <xsl:variable name="end" select="*[local-name() = 'Einddatum' or local-name() = 'ToewijzingEinddatum']"/>
        <xsl:variable name="clashing"
                      select="$judged[(not($end)
                                       or number(translate(*[contains(local-name(), 'ngangsdatum') and not(contains(local-name(), 'Beschikking'))], '-', ''))
                                          &lt;= number(translate($end, '-', '')))
                                      and (not(*[local-name() = 'Einddatum' or local-name() = 'ToewijzingEinddatum'])
                                           or number($begin)
                                              &lt;= number(translate(*[local-name() = 'Einddatum' or local-name() = 'ToewijzingEinddatum'], '-', '')))]"/>
        <xsl:if test="$clashing">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$clashing | ."/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
