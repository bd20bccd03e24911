"""In whatever form a rule set writes where something stands: it is told in one, with its line, and cases find it."""

from __future__ import annotations

import pytest
from samples import NAMESPACE, fout, rapport, stylesheet, write_cases, write_set

EINDDATUM = "/Bericht/Clienten/Client/StopProduct[1]/Einddatum"

POSITIONS = """<xsl:for-each select="(//m:Einddatum)[1]/ancestor-or-self::*"><xsl:value-of
  select="concat('/', local-name(), '[', 1 + count(preceding-sibling::*[name() = name(current())]), ']')"/></xsl:for-each>"""
PREFIXES = """<xsl:for-each select="(//m:Einddatum)[1]/ancestor-or-self::*"><xsl:value-of
  select="concat('/', name(), '[', 1 + count(preceding-sibling::*[name() = name(current())]), ']')"/></xsl:for-each>"""
STARS = "".join(
    f"/*:{step}[namespace-uri()='{NAMESPACE}'][1]"
    for step in ("Bericht", "Clienten", "Client", "StopProduct", "Einddatum")
)


@pytest.mark.parametrize(
    "location",
    ['<xsl:value-of select="path((//m:Einddatum)[1])"/>', STARS, POSITIONS, PREFIXES],
    ids=["path-function", "star-names", "positions", "prefixes"],
)
def test_locations_are_told_in_one_form_and_compared_as_nodes(plugin: pytest.Pytester, location: str) -> None:
    entry = stylesheet(rapport(fout("TR018", location=location))).replace('version="1.0"', 'version="3.0"', 1)
    write_set(plugin.path / "rules" / "demo", entry)
    write_cases(
        plugin.path / "a.cases.yaml",
        f"""\
        message: tr018.xml
        cases:
          - {{id: as-told, expect: {{fires: [{{code: TR018, at: "{EINDDATUM}"}}]}}}}
          - {{id: anywhere, expect: {{fires: [{{code: TR018, at: "//StopProduct[1]/Einddatum"}}]}}}}
          - {{id: every-position, expect: {{fires: [{{code: TR018, at: "/Bericht[1]/Clienten[1]/Client[1]/StopProduct[1]/Einddatum[1]"}}]}}}}
          - {{id: elsewhere, expect: {{fires: [{{code: TR018, at: "//StopProduct[2]/Einddatum"}}]}}}}
          - {{id: unclaimed, expect: valid}}
        """,
    )

    result = plugin.runpytest()

    result.assert_outcomes(passed=3, failed=2)
    assert f"- TR018 fired at {EINDDATUM}, which the case doesn't name" in result.outlines
    assert any(line.strip().endswith(f"tr018.xml:9  {EINDDATUM}") for line in result.outlines)
