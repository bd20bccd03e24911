<?xml version="1.0" encoding="UTF-8"?>
<!--
    Allocations: each ToegewezenProduct of the 301s that were sent. All with one ToewijzingNummer are versions of one
    allocation. A ToewijzingNummer is compared as a number.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The versions of an allocation: chain and ToewijzingNummer. -->
    <xsl:key name="allocation" match="h:earlier//*[local-name() = 'ToegewezenProduct'][contains(namespace-uri(), '301/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         number(translate(*[local-name() = 'ToewijzingNummer'], '+', '')))"/>

</xsl:stylesheet>
