<?xml version="1.0" encoding="UTF-8"?>
<!--
    Tariffs: the register tarieven, which is the contract: ProductCode, Eenheid and tariff in cents, with a space between
    them. A minute may be declared of a tariff by the hour (04): then its tariff is a sixtieth, rounded half up.
-->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:retour:history">

    <!-- The tariffs: ProductCode and Eenheid. -->
    <xsl:key name="tariff" match="h:register[@name = 'tarieven']/h:value"
             use="concat(substring-before(normalize-space(), ' '), ' ', substring-before(substring-after(normalize-space(), ' '), ' '))"/>

</xsl:stylesheet>
