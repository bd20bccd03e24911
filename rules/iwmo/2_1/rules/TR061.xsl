<?xml version="1.0" encoding="UTF-8"?>
<!-- TR061, as iWmo 2.1 and iJw 2.1 share it. -->
<xsl:stylesheet version="1.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

    <xsl:include href="../../../common/2_1/rules/TR061.xsl"/>

</xsl:stylesheet>
