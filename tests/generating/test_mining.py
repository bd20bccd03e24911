"""The values that stylesheets compare elements with."""

from __future__ import annotations

from pathlib import Path

from retour.generating import mined_from

SHEET = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:m="urn:m">
  <xsl:template match="m:Pakket/m:Soort" mode="TR119">
    <xsl:call-template name="check">
      <xsl:with-param name="pValue1" select="5"/>
      <xsl:with-param name="pOther" select="../m:Opname"/>
      <xsl:with-param name="pValues">
        01, !02
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="m:Client">
    <xsl:if test="translate(m:Einddatum, '-', '') > 20160228 or *[local-name() = 'Land'] = 'NL'">x</xsl:if>
  </xsl:template>
</xsl:stylesheet>
"""


def test_names_of_other_domains(tmp_path: Path) -> None:
    file = tmp_path / "a.xsl"
    text = SHEET.replace("m:Einddatum", "m:end-date").replace("'Land'", "'land'").replace("= 'NL'", "= 'nl'")
    file.write_text(text.replace("m:Pakket/m:Soort", "m:PID/m:PID.8[number(.) le 7]"), encoding="utf-8")

    hints = mined_from([file])

    assert set(hints.of("PID.8")) >= {"7", "8", "6"}
    assert "2016-02-28" in hints.of("end-date")
    assert not {"le", "or", "number", "translate", "local-name", "nl"} & set(hints.values)


def test_values_by_element(tmp_path: Path) -> None:
    file = tmp_path / "a.xsl"
    file.write_text(SHEET, encoding="utf-8")

    hints = mined_from([file, file])

    assert set(hints.of("Soort")) >= {"5", "4", "6", "01", "02"}
    assert set(hints.of("Opname")) >= {"5", "01"}
    assert "NL" in hints.of("Land")
    assert set(hints.of("Einddatum")) >= {"2016-02-28", "2016-02-27", "2016-02-29"}
    assert "5" not in hints.of("Client")
    assert hints.of("Naam") == ()
