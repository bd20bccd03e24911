<?xml version="1.0" encoding="UTF-8"?>
<!--
    Allocations: each ToegewezenProduct of the 301s that were sent. All with one ToewijzingNummer are versions of one
    allocation; in force is the one with the latest Toewijzingsdatum and Toewijzingstijd, and of equals the one that was
    received last. A ToewijzingNummer is compared as a number.

    Current is an allocation whose version in force is not removed (RedenWijziging 01 or 13, and an Einddatum that is the
    Ingangsdatum) and does not end before the Dagtekening of the message under test.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The versions of an allocation: chain and ToewijzingNummer, which release 2.1 may leave out. -->
    <xsl:key name="allocation" match="h:earlier//*[local-name() = 'ToegewezenProduct'][contains(namespace-uri(), '301/')][*[local-name() = 'ToewijzingNummer']]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>

    <!-- What was allocated to a client: chain and Bsn. -->
    <xsl:key name="allocation-of-client" match="h:earlier//*[local-name() = 'ToegewezenProduct'][contains(namespace-uri(), '301/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'])"/>

    <!-- A version by its generate-id(). -->
    <xsl:key name="version" match="h:earlier//*[local-name() = 'ToegewezenProduct'][contains(namespace-uri(), '301/')]"
             use="generate-id()"/>

    <!-- Writes what the allocation of the current node's ToewijzingNummer is known by: the key allocation. -->
    <xsl:template name="allocation">
        <xsl:value-of select="concat($chain, ' ', number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>
    </xsl:template>

    <!-- Writes the generate-id() of the version of that allocation that is in force; nothing for none. -->
    <xsl:template name="in-force">
        <xsl:variable name="allocation">
            <xsl:call-template name="allocation"/>
        </xsl:variable>
        <xsl:for-each select="key('allocation', $allocation)">
            <xsl:sort select="translate(*[local-name() = 'Toewijzingsdatum'], '-', '')" data-type="number"/>
            <xsl:sort select="translate(*[local-name() = 'Toewijzingstijd'], ':', '')" data-type="number"/>
            <xsl:if test="position() = last()">
                <xsl:value-of select="generate-id()"/>
            </xsl:if>
        </xsl:for-each>
    </xsl:template>

    <!-- Writes the same when that allocation is current; else nothing. -->
    <xsl:template name="current-version">
        <xsl:variable name="in-force">
            <xsl:call-template name="in-force"/>
        </xsl:variable>
        <xsl:for-each select="key('version', $in-force)">
            <xsl:variable name="reason" select="*[local-name() = 'RedenWijziging']"/>
            <xsl:variable name="end" select="number(translate(*[local-name() = 'Einddatum'], '-', ''))"/>
            <xsl:if test="not(($reason = '01' or $reason = '13')
                              and $end = number(translate(*[local-name() = 'Ingangsdatum'], '-', '')))
                          and not($end &lt; number(translate($dagtekening, '-', '')))">
                <xsl:value-of select="$in-force"/>
            </xsl:if>
        </xsl:for-each>
    </xsl:template>

</xsl:stylesheet>
