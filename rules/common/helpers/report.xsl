<?xml version="1.0" encoding="UTF-8"?>
<!--
    The report: one message in, one Rapport 1_1 out.

    Order of the findings: a node's children come before the node itself; on one node the rules come in the
    order in which the entry's template in mode "check" names them. The root Bericht is never checked itself.

    What a set brings along:
      variable xsltVersion    the version written into the report's header
      mode check              which rules look at a node
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:vr="http://www.istandaarden.nl/validatie/1_1/rapport/schema">

    <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

    <xsl:variable name="header" select="/*/*[local-name() = 'Header']"/>
    <!-- A declaration (303) is known by the number and the date of its invoice. -->
    <xsl:variable name="identificatie"
                  select="$header/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Identificatie']
                          | $header/*[local-name() = 'DeclaratieFactuurIdentificatie']/*[local-name() = 'DeclarantFactuurNummer']"/>
    <xsl:variable name="dagtekening"
                  select="$header/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Dagtekening']
                          | $header/*[local-name() = 'DeclaratieFactuurIdentificatie']/*[local-name() = 'FactuurDagtekening']"/>

    <xsl:template match="/*[local-name() = 'Bericht']">
        <xsl:call-template name="report"/>
    </xsl:template>

    <!-- Writes the report on the current node, a Bericht. -->
    <xsl:template name="report">
        <vr:Rapport>
            <vr:Header>
                <vr:BerichtCode>
                    <xsl:value-of select="$header/*[local-name() = 'BerichtCode']"/>
                </vr:BerichtCode>
                <vr:BerichtVersie>
                    <xsl:value-of select="$header/*[local-name() = 'BerichtVersie']"/>
                </vr:BerichtVersie>
                <vr:BerichtSubversie>
                    <xsl:value-of select="$header/*[local-name() = 'BerichtSubversie']"/>
                </vr:BerichtSubversie>
                <vr:BerichtIdentificatie>
                    <vr:Identificatie>
                        <xsl:value-of select="$identificatie"/>
                    </vr:Identificatie>
                    <vr:Dagtekening>
                        <xsl:value-of select="$dagtekening"/>
                    </vr:Dagtekening>
                </vr:BerichtIdentificatie>
                <vr:XSLTVersie>
                    <xsl:value-of select="$xsltVersion"/>
                </vr:XSLTVersie>
            </vr:Header>
            <vr:Fouten>
                <xsl:apply-templates select="*" mode="walk"/>
            </vr:Fouten>
        </vr:Rapport>
    </xsl:template>

    <xsl:template match="*" mode="walk">
        <xsl:apply-templates select="*" mode="walk"/>
        <xsl:apply-templates select="." mode="check"/>
    </xsl:template>

    <!-- Writes one Fout of a rule, located at nodes: each once, in document order. Its retour code is written too where
         the rule has several. -->
    <xsl:template name="finding">
        <xsl:param name="rule"/>
        <xsl:param name="retour"/>
        <xsl:param name="nodes"/>
        <xsl:param name="details"/>
        <vr:Fout>
            <vr:Code>
                <xsl:value-of select="$rule"/>
            </vr:Code>
            <xsl:if test="$retour">
                <vr:Retourcode>
                    <xsl:value-of select="$retour"/>
                </vr:Retourcode>
            </xsl:if>
            <xsl:for-each select="$nodes">
                <vr:Locatie>
                    <xsl:call-template name="path"/>
                </vr:Locatie>
            </xsl:for-each>
            <vr:Details>
                <xsl:value-of select="$details"/>
            </vr:Details>
        </vr:Fout>
    </xsl:template>

    <!-- The current node's path in its message: local names, with a position only among siblings of the same name. -->
    <xsl:template name="path">
        <xsl:for-each select="ancestor-or-self::*[namespace-uri() != 'urn:retour:history']">
            <xsl:value-of select="concat('/', local-name())"/>
            <xsl:if test="preceding-sibling::*[local-name() = local-name(current())][1]
                          or following-sibling::*[local-name() = local-name(current())][1]">
                <xsl:text>[</xsl:text>
                <xsl:call-template name="position"/>
                <xsl:text>]</xsl:text>
            </xsl:if>
        </xsl:for-each>
    </xsl:template>

    <xsl:key name="long-list" match="*[../*[51]]" use="concat(generate-id(..), ' ', local-name())"/>

    <!-- The current node's position among its siblings of the same name. Where thousands of lines have findings,
         counting each from the first one on takes most of the time: so in a long list it is sought by halving. A
         processor of XSLT 1.0 alone, such as libxslt, counts faster than it takes one node out of many. -->
    <xsl:template name="position">
        <xsl:choose>
            <xsl:when test="preceding-sibling::*[50] and number(system-property('xsl:version')) &gt; 1">
                <xsl:variable name="list" select="key('long-list', concat(generate-id(..), ' ', local-name()))"/>
                <xsl:call-template name="position-between">
                    <xsl:with-param name="list" select="$list"/>
                    <xsl:with-param name="last" select="count($list)"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
                <xsl:number/>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

    <!-- The current node's position in list, which is known to lie between first and last. -->
    <xsl:template name="position-between">
        <xsl:param name="list"/>
        <xsl:param name="first" select="1"/>
        <xsl:param name="last"/>
        <xsl:variable name="middle" select="ceiling(($first + $last) div 2)"/>
        <xsl:choose>
            <xsl:when test="$first = $last">
                <xsl:value-of select="$first"/>
            </xsl:when>
            <xsl:when test="generate-id(. | $list[$middle]) = generate-id($list[$middle])">
                <xsl:call-template name="position-between">
                    <xsl:with-param name="list" select="$list"/>
                    <xsl:with-param name="first" select="$middle"/>
                    <xsl:with-param name="last" select="$last"/>
                </xsl:call-template>
            </xsl:when>
            <xsl:otherwise>
                <xsl:call-template name="position-between">
                    <xsl:with-param name="list" select="$list"/>
                    <xsl:with-param name="first" select="$first"/>
                    <xsl:with-param name="last" select="$middle - 1"/>
                </xsl:call-template>
            </xsl:otherwise>
        </xsl:choose>
    </xsl:template>

</xsl:stylesheet>
