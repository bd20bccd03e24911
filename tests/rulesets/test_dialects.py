"""A dialect that is added, by a module and a line in the registry, works wherever codes and reports are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from processes import Ended, run_here
from retour.errors import NotAReport
from retour.model import Finding, Location
from retour.rulesets import RuleSet
from retour.rulesets.dialects import DIALECTS, Dialect, Report
from samples import MESSAGE, NAMESPACE, TR018_ONCE, write_cases

FAILURES = "urn:failures"

ENTRY = f"""\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:f="{FAILURES}" xmlns:m="{NAMESPACE}">
  <xsl:template match="/m:Bericht">
    <f:failures><xsl:apply-templates select="//m:StopProduct"/></f:failures>
  </xsl:template>
  <xsl:template match="m:StopProduct">
    <xsl:if test="translate(m:Einddatum, '-', '') &lt; translate(m:Begindatum, '-', '')">
      <f:failure rule="end-before-begin" at="//StopProduct"/>
    </xsl:if>
  </xsl:template>
  <xsl:template match="m:Contact"><f:failure rule="never-asked"/></xsl:template>
</xsl:stylesheet>
"""

CASES = """\
cases:
  - {id: accepted, message: stop.xml, expect: {not: [{code: end-before-begin, evaluated: true}]}}
  - {id: rejected, message: wrong.xml, expect: {fires: [end-before-begin]}}
"""


def read_failures(report: str, retour_code: Callable[[str], str | None]) -> Report:
    root = etree.fromstring(report.encode())
    if root.tag != f"{{{FAILURES}}}failures":
        raise NotAReport("wrote no failures")
    return Report(
        tuple(
            Finding("rules", one.get("rule"), retour_code(one.get("rule")), (Location("/Bericht"),))
            for one in root
        )
    )


def named_in(part: etree._Element) -> Iterator[str]:
    return (one.get("rule") for one in part.iter(f"{{{FAILURES}}}failure"))


@pytest.fixture(autouse=True)
def failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line in the registry."""
    monkeypatch.setitem(DIALECTS, "failures", Dialect("failures", FAILURES, read_failures, named_in))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {"rules/demo/WMO307.xsl": ENTRY, "stop.xml": MESSAGE, "wrong.xml": TR018_ONCE}
    files["retour.toml"] = 'rule_sets = ["rules"]\n'
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    write_cases(tmp_path / "stop.cases.yaml", f"rules: ./rules/demo\n{CASES}")
    return tmp_path


@pytest.fixture
def retour(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    monkeypatch.chdir(project)
    return run_here(monkeypatch, capsys)


def test_the_set_is_recognised_and_its_codes_are_found(project: Path) -> None:
    rules = RuleSet.open(project / "rules" / "demo")
    assert (rules.dialect, rules.codes) == ("failures", {"end-before-begin", "never-asked"})


def test_check(retour: Callable[..., Ended]) -> None:
    ended = retour("check", "wrong.xml", "stop.xml", "--rules", "rules/demo", "--level", "rules")
    assert ended.code == 1
    assert "end-before-begin" in ended.out
    assert "never-asked" not in ended.out


def test_explain(retour: Callable[..., Ended]) -> None:
    ended = retour("explain", "end-before-begin", "--rules", "rules/demo")
    assert "  checked in  WMO307" in ended.out.splitlines()
    assert "  cases       1 expects it to fire" in ended.out.splitlines()


def test_coverage(retour: Callable[..., Ended]) -> None:
    ended = retour("coverage")
    assert (
        "end-before-begin in WMO307" not in ended.out
    )  # fired in one case, evaluated and silent in the other
    assert "  never-asked in WMO307: never evaluated, in 2 cases" in ended.out.splitlines()
