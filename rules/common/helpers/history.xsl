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
    and make no difference: keys begin with the chain. Messages of other releases count, as far as they have the same
    elements.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

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

    <!-- What stands in the lists from outside: name and value. -->
    <xsl:key name="register" match="h:register/h:value" use="concat(../@name, ' ', normalize-space())"/>

    <!-- Says that a rule can't be decided, and why. -->
    <xsl:template name="not-decidable">
        <xsl:param name="rule"/>
        <xsl:param name="reason"/>
        <xsl:message>
            <xsl:value-of select="concat('not decidable: ', $rule, ': ', $reason)"/>
        </xsl:message>
    </xsl:template>

</xsl:stylesheet>
