"""`retour profile`: the rule that grows too fast is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended
from samples import MESSAGE, RAPPORT

pytestmark = pytest.mark.long

Retour = Callable[..., Ended]

RULES = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:vr="{RAPPORT}"
                xmlns:m="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">
  <xsl:template match="/m:Bericht">
    <vr:Rapport><vr:Fouten>
      <xsl:apply-templates select="//m:StopProduct" mode="TR018"/>
      <xsl:apply-templates select="//m:StopProduct" mode="CS002"/>
      <xsl:apply-templates select="//m:StopProduct" mode="TR004"/>
    </vr:Fouten></vr:Rapport>
  </xsl:template>
  <xsl:template match="m:StopProduct" mode="TR018">
    <xsl:if test="translate(m:Einddatum, '-', '') &lt; translate(m:Begindatum, '-', '')">
      <vr:Fout><vr:Code>TR018</vr:Code></vr:Fout>
    </xsl:if>
  </xsl:template>
  <xsl:template match="m:StopProduct" mode="CS002">
    <xsl:if test="PLACE"><vr:Fout><vr:Code>CS002</vr:Code></vr:Fout></xsl:if>
  </xsl:template>
  <xsl:template match="m:StopProduct[m:Begindatum = '']" mode="TR004">
    <vr:Fout><vr:Code>TR004</vr:Code></vr:Fout>
  </xsl:template>
  <xsl:template match="m:StopProduct" mode="TR004"/>
</xsl:stylesheet>
"""

IN_A_TEST = "preceding::m:StopProduct[concat(m:Begindatum, m:Einddatum) = concat(current()/m:Einddatum, 'x')]"
IN_A_PATTERN = "preceding::m:StopProduct[concat(m:Begindatum, m:Einddatum) = '2']"


def write(project: Path, rules: str) -> None:
    (project / "rules/demo/WMO307.xsl").write_text(rules, encoding="utf-8")
    head, product, tail = MESSAGE.partition("      <m:StopProduct>")
    one = product + tail.partition("</m:StopProduct>")[0] + "</m:StopProduct>\r\n"
    rest = "    </m:Client>" + MESSAGE.partition("    </m:Client>")[2]
    for name, times in {"small": 300, "large": 1200}.items():
        (project / f"{name}.xml").write_bytes((head + one * times + rest).encode())


@pytest.mark.parametrize(
    "rules",
    [
        RULES.replace("PLACE", IN_A_TEST),
        RULES.replace("PLACE", "false()").replace(
            'match="m:StopProduct" mode="CS002"', f'match="m:StopProduct[{IN_A_PATTERN}]" mode="CS002"'
        ),
    ],
    ids=["in a condition", "in a pattern"],
)
def test_the_rule_that_grows_too_fast_is_told_of(project: Path, retour_here: Retour, rules: str) -> None:
    """That it comes first is for tests/profiling: how long things take depends on what else the machine does."""
    write(project, rules)

    ended = retour_here("profile", "small.xml", "large.xml", "--runs", "3")

    assert ended.code == 0, ended.err
    head, _, *lines = ended.out.splitlines()
    assert head.startswith("demo/1.0@1.0.3 WMO307: 2 messages, ")
    place = lines[next(number for number, line in enumerate(lines) if " CS002" in line) + 1]
    assert "rules/demo/WMO307.xsl:15, most in " in place


def test_of_cases(project: Path, retour_here: Retour, cases: Callable[..., Path]) -> None:
    write(project, RULES.replace("PLACE", IN_A_TEST))
    cases("cases: [{id: a-large-one, message: large.xml, expect: valid}]")

    ended = retour_here("profile", "stop.cases.yaml", "--top", "1", "--runs", "1")

    assert "most in stop.cases.yaml::a-large-one: " in ended.out
    assert "CS002" in ended.out
    assert "TR018" not in ended.out


def test_message_that_no_rules_judge(project: Path, retour_here: Retour) -> None:
    (project / "other.xml").write_text("<Other xmlns='urn:other'/>", encoding="utf-8")

    ended = retour_here("profile", "other.xml")

    assert ended.code == 2
    assert ended.out.startswith("other.xml: no rule set serves ")


def test_cases_that_ask_what_was_evaluated(
    project: Path, retour_here: Retour, cases: Callable[..., Path]
) -> None:
    write(project, RULES.replace("PLACE", IN_A_TEST))
    cases("cases: [{id: silent, message: small.xml, expect: {not: [{code: TR018, evaluated: true}]}}]")

    ended = retour_here("profile", "stop.cases.yaml", "--runs", "1")

    assert ended.code == 0, ended.err
    assert "most in stop.cases.yaml::silent: " in ended.out
