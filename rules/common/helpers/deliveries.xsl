<?xml version="1.0" encoding="UTF-8"?>
<!--
    Deliveries: each StartProduct of a 305 and each StopProduct of a 307, and which of them are live: delivered, and
    not removed since (status 3).

    A start is known by its client, its allocation (a task-based one, without ToewijzingNummer, by its Product) and its
    Begindatum, and so are its stops. The key of a start has its Product too; that of a stop also RedenBeeindiging and
    Einddatum. A Product is compared as one text, its category and its code together.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The starts of an allocation: chain, Bsn, ToewijzingNummer, else Product. -->
    <xsl:key name="starts-of-allocation" match="h:earlier//*[local-name() = 'StartProduct'][contains(namespace-uri(), '305/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         translate(*[local-name() = 'Product'][not(../*[local-name() = 'ToewijzingNummer'])], ' &#9;&#10;&#13;', ''))"/>

    <!-- The deliveries of a start, of its own and of its stops: class, what the key above has, Begindatum. -->
    <xsl:key name="delivery" match="*[local-name() = 'StartProduct'][contains(namespace-uri(), '305/')]
                                    | *[local-name() = 'StopProduct'][contains(namespace-uri(), '307/')]"
             use="concat(local-name(), ' ',
                         substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                         translate(*[local-name() = 'Product'][not(../*[local-name() = 'ToewijzingNummer'])], ' &#9;&#10;&#13;', ''), ' ',
                         normalize-space(*[local-name() = 'Begindatum']))"/>

    <!-- Writes what the allocation of the current delivery is known by, as the key starts-of-allocation has it. -->
    <xsl:template name="delivered-allocation">
        <xsl:value-of select="concat($chain, ' ', ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'], ' ',
                                     number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')), ' ',
                                     translate(*[local-name() = 'Product'][not(../*[local-name() = 'ToewijzingNummer'])], ' &#9;&#10;&#13;', ''))"/>
    </xsl:template>

    <!-- Writes what the start of the current delivery is known by: the key delivery without the class. -->
    <xsl:template name="delivered-start">
        <xsl:call-template name="delivered-allocation"/>
        <xsl:value-of select="concat(' ', normalize-space(*[local-name() = 'Begindatum']))"/>
    </xsl:template>

    <!-- Writes the generate-id() of the last of some deliveries of one start that has the key of the current one. -->
    <xsl:template name="last-delivery">
        <xsl:param name="deliveries"/>
        <xsl:value-of select="generate-id($deliveries[translate(*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')
                                                      = translate(current()/*[local-name() = 'Product'], ' &#9;&#10;&#13;', '')]
                                                     [string(*[local-name() = 'RedenBeeindiging'])
                                                      = string(current()/*[local-name() = 'RedenBeeindiging'])]
                                                     [normalize-space(*[local-name() = 'Einddatum'])
                                                      = normalize-space(current()/*[local-name() = 'Einddatum'])][last()])"/>
    </xsl:template>

    <!-- Writes the status that the key of the current delivery was last delivered with, in earlier messages: 1 where that
         is live. -->
    <xsl:template name="last-status">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:variable name="earlier" select="key('delivery', concat(local-name(), ' ', $start))[ancestor::h:earlier]"/>
        <xsl:variable name="last">
            <xsl:call-template name="last-delivery">
                <xsl:with-param name="deliveries" select="$earlier"/>
            </xsl:call-template>
        </xsl:variable>
        <xsl:value-of select="$earlier[generate-id() = $last]/*[local-name() = 'StatusAanlevering']"/>
    </xsl:template>

    <!-- Writes the generate-id() of each of some deliveries of one start that is live, with a space behind it. What the
         message under test removes is gone: removals are worked off first. -->
    <xsl:template name="live">
        <xsl:param name="deliveries"/>
        <xsl:variable name="worked-off"
                      select="$deliveries[ancestor::h:earlier or *[local-name() = 'StatusAanlevering'] = '3']"/>
        <xsl:for-each select="$worked-off[*[local-name() = 'StatusAanlevering'] = '1']">
            <xsl:variable name="last">
                <xsl:call-template name="last-delivery">
                    <xsl:with-param name="deliveries" select="$worked-off"/>
                </xsl:call-template>
            </xsl:variable>
            <xsl:if test="$last = generate-id()">
                <xsl:value-of select="concat(generate-id(), ' ')"/>
            </xsl:if>
        </xsl:for-each>
    </xsl:template>

    <!-- Writes the same of the stops of the current delivery's start. -->
    <xsl:template name="live-stops">
        <xsl:variable name="start">
            <xsl:call-template name="delivered-start"/>
        </xsl:variable>
        <xsl:call-template name="live">
            <xsl:with-param name="deliveries" select="key('delivery', concat('StopProduct ', $start))"/>
        </xsl:call-template>
    </xsl:template>

</xsl:stylesheet>
