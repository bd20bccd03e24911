<?xml version="1.0" encoding="UTF-8"?>
<!--
    Requests: each AangevraagdProduct of a 315 and the Verzoek of a 317 that were sent, both known by their
    ReferentieAanbieder, and what came of them: a retour, an answer (319), an allocation (301).
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The ReferentieAanbieder of a request: chain and itself. -->
    <xsl:key name="request" match="h:earlier//*[local-name() = 'AangevraagdProduct'][contains(namespace-uri(), '315/')]/*[local-name() = 'ReferentieAanbieder']
                                   | h:earlier//*[local-name() = 'Verzoek'][contains(namespace-uri(), '317/')]/*[local-name() = 'ReferentieAanbieder']"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         normalize-space())"/>

    <!-- The same: chain and Bsn. -->
    <xsl:key name="request-of-client" match="h:earlier//*[local-name() = 'AangevraagdProduct'][contains(namespace-uri(), '315/')]/*[local-name() = 'ReferentieAanbieder']
                                             | h:earlier//*[local-name() = 'Verzoek'][contains(namespace-uri(), '317/')]/*[local-name() = 'ReferentieAanbieder']"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Client']/*[local-name() = 'Bsn'])"/>

    <!-- The retours of a message with requests: chain, whether it is a 317, Identificatie, Dagtekening. -->
    <xsl:key name="request-retour" match="h:earlier/*[contains(namespace-uri(), '316/') or contains(namespace-uri(), '318/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         */*[local-name() = 'Ontvanger'], ' ',
                         */*[local-name() = 'Afzender'], ' ',
                         contains(namespace-uri(), '318/'), ' ',
                         normalize-space(*/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Identificatie']), ' ',
                         normalize-space(*/*[local-name() = 'BerichtIdentificatie']/*[local-name() = 'Dagtekening']))"/>

    <!-- The answers to a request: chain and ReferentieAanbieder. -->
    <xsl:key name="answer" match="h:earlier//*[local-name() = 'Antwoord'][contains(namespace-uri(), '319/')]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>

    <!-- What was allocated for a request: chain and ReferentieAanbieder. -->
    <xsl:key name="granted" match="h:earlier//*[local-name() = 'ToegewezenProduct'][contains(namespace-uri(), '301/')][*[local-name() = 'ReferentieAanbieder']]"
             use="concat(substring-before(substring-after(namespace-uri(), '.nl/'), '/'), ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Afzender'], ' ',
                         ancestor::*[local-name() = 'Bericht']/*/*[local-name() = 'Ontvanger'], ' ',
                         normalize-space(*[local-name() = 'ReferentieAanbieder']))"/>

</xsl:stylesheet>
