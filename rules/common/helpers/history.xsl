<?xml version="1.0" encoding="UTF-8"?>
<!--
    History: a message, judged by what went before it.

    The document that an entry of this level gets:

        <history xmlns="urn:retour:history">
          <earlier>one message</earlier>            any number, in the order of reception
          <current received="2026-11-26">the message under test</current>    received: the day, where it is known
          <register name="gemeenten"><value>0518</value></register>          lists from outside, as far as there are any;
                                                                             of several columns with a space between them
        </history>

    Of the earlier messages only those stand there that count: one that failed its schema or was refused as a whole
    isn't there. They are all that there is: what isn't in the document wasn't sent.

    A chain is a municipality and a provider in one legal domain. Messages of other chains may stand in the document,
    and make no difference: every key begins with the chain.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history"
                xmlns:wmo301_3_2="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema"
                xmlns:jw301_3_2="http://www.istandaarden.nl/ijw/3_2/jw301/schema">

    <xsl:variable name="header" select="/h:history/h:current/*/*[local-name() = 'Header']"/>

    <!-- The chain of the message under test: legal domain, municipality (4 digits), provider (8 digits). -->
    <xsl:variable name="chain"
                  select="concat(substring-before(substring-after(namespace-uri($header), '.nl/'), '/'), ' ',
                                 $header/*[local-name() = 'Afzender' or local-name() = 'Ontvanger'][string-length() = 4], ' ',
                                 $header/*[local-name() = 'Afzender' or local-name() = 'Ontvanger'][string-length() = 8])"/>

    <xsl:template match="/h:history">
        <xsl:for-each select="h:current/*">
            <xsl:call-template name="report"/>
        </xsl:for-each>
    </xsl:template>

    <!-- The versions of an allocation: chain and ToewijzingNummer. -->
    <xsl:key name="allocation" match="h:earlier//wmo301_3_2:ToegewezenProduct | h:earlier//jw301_3_2:ToegewezenProduct"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*[local-name() = 'Header']/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*[local-name() = 'Header']/*[local-name() = 'Ontvanger'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>

    <!-- Writes the generate-id() of the version that is in force: the one with the latest Toewijzingsdatum and
         Toewijzingstijd, and of equals the one that was received last. -->
    <xsl:template name="in-force">
        <xsl:param name="versions"/>
        <xsl:for-each select="$versions">
            <xsl:sort select="normalize-space(*[local-name() = 'Toewijzingsdatum'])" order="descending"/>
            <xsl:sort select="normalize-space(*[local-name() = 'Toewijzingstijd'])" order="descending"/>
            <xsl:sort select="count(ancestor::h:earlier/preceding-sibling::h:earlier)" data-type="number" order="descending"/>
            <xsl:if test="position() = 1">
                <xsl:value-of select="generate-id()"/>
            </xsl:if>
        </xsl:for-each>
    </xsl:template>

</xsl:stylesheet>
