"""A rule set with rules across messages, for the small message of `samples.py`."""

from __future__ import annotations

from pathlib import Path

from samples import MESSAGE, NAMESPACE, RAPPORT, write_project

HISTORY = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:h="urn:retour:history"
                xmlns:vr="{RAPPORT}" xmlns:m="{NAMESPACE}">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:key name="bsn" match="h:earlier//m:Bsn" use="."/>
  <xsl:key name="value" match="h:register/h:value" use="concat(../@name, ' ', .)"/>
  <xsl:template match="/h:history">
    <vr:Rapport>
      <vr:Header><vr:XSLTVersie>1.0.3</vr:XSLTVersie></vr:Header>
      <vr:Fouten><xsl:apply-templates select="h:current//m:Bsn" mode="TR074"/></vr:Fouten>
    </vr:Rapport>
  </xsl:template>
  <xsl:template match="m:Bsn" mode="TR074">
    <xsl:if test="key('bsn', .)">
      <vr:Fout>
        <vr:Code>TR074</vr:Code>
        <vr:Locatie>/history/current/Bericht/Clienten/Client/Bsn</vr:Locatie>
        <vr:Details><xsl:value-of select="concat(count(key('bsn', .)), ' of ', count(/h:history/h:earlier), ' ', /h:history/h:current/@received)"/></vr:Details>
      </vr:Fout>
    </xsl:if>
    <xsl:apply-templates select="../m:Naam" mode="TR378"/>
  </xsl:template>
  <xsl:template match="m:Naam" mode="TR378">
    <xsl:choose>
      <xsl:when test="not(/h:history/h:register[@name = 'namen'])">
        <xsl:message>not decidable: TR378: no register namen</xsl:message>
      </xsl:when>
      <xsl:when test="not(key('value', concat('namen ', .)))">
        <vr:Fout><vr:Code>TR378</vr:Code><vr:Locatie>/Bericht/Clienten/Client/Naam</vr:Locatie></vr:Fout>
      </xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
"""
"""TR074 (a Bsn that came before; its details tell in how many of the earlier messages), TR378 (a name that is on no list)."""

CATALOGUE_TOO = """\
  - {code: TR378, retour: S378, level: external source, messages: [WMO307], meaning: The name is on the list., source: made up, certainty: inferred}
"""

OTHER = MESSAGE.replace("999990019", "123456782")
"""The message of another client."""


def write_history_project(folder: Path) -> Path:
    """The project of `samples.py` with the rules across messages, and the message of another client.

    Returns:
        The folder.
    """
    write_project(folder)
    history = folder / "rules/demo/history"
    history.mkdir()
    (history / "WMO307.xsl").write_text(HISTORY, encoding="utf-8")
    catalogue = folder / "rules/demo/catalogue.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + CATALOGUE_TOO, encoding="utf-8")
    (folder / "other.xml").write_text(OTHER, encoding="utf-8")
    return folder
