<?xml version="1.0" encoding="UTF-8"?>
<!--
    Duplicates: classes whose keys are equal.

    A rule declares an xsl:key whose value joins the parent's generate-id() and the parts of the class's key, and
    hands in what that key finds for one class. Each class costs one look-up, however many there are.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <!-- Reports equals, the current node and all that share its key, once per group: when the current node is the
         first of several. -->
    <xsl:template name="check-no-equals">
        <xsl:param name="rule"/>
        <xsl:param name="equals"/>
        <xsl:param name="details"/>
        <xsl:if test="$equals[2] and generate-id() = generate-id($equals[1])">
            <xsl:call-template name="finding">
                <xsl:with-param name="rule" select="$rule"/>
                <xsl:with-param name="nodes" select="$equals"/>
                <xsl:with-param name="details" select="$details"/>
            </xsl:call-template>
        </xsl:if>
    </xsl:template>

</xsl:stylesheet>
