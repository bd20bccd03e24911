"""Rules of which no template is known to look for them: nobody knows whether they were evaluated, and nobody says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour.checking import case_job
from retour.cli.selection import select_cases
from retour.engines import open_engine
from retour.model import Outcome, Verdict
from retour.workspace import Workspaces
from samples import MESSAGE, fout, rapport, stylesheet, write_cases, write_set

CALLED = stylesheet(
    rapport('<xsl:if test="//m:Naam = \'wrong\'"><xsl:call-template name="r"/></xsl:if>'),
    top=f'<xsl:template name="r">{fout("TR018")}</xsl:template>',
)
"""What tells of the rule is called by a template that is known to look for nothing."""

MATCHED = stylesheet(
    rapport('<xsl:apply-templates select="//m:Naam"/>'),
    top=f'<xsl:template match="m:Naam"><xsl:if test=". = \'wrong\'">{fout("TR018")}</xsl:if></xsl:template>',
)

CASES = """\
rules: demo/1.0
message: stop.xml
cases:
  - {id: silent, expect: {not: [{code: TR018, evaluated: true}]}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "retour.toml").write_text('rule_sets = ["rules"]\n', encoding="utf-8")
    (tmp_path / "stop.xml").write_text(MESSAGE, encoding="utf-8")
    write_cases(tmp_path / "stop.cases.yaml", CASES)
    return tmp_path


@pytest.fixture
def judged(project: Path) -> Callable[[str], tuple[Outcome, Verdict]]:
    def judge(sheet: str) -> tuple[Outcome, Verdict]:
        write_set(project / "rules" / "demo", sheet)
        workspaces = Workspaces()
        (case,) = select_cases(["."], workspaces)
        (done,) = open_engine("saxon", 0).submit([case_job(case, workspaces.of(case.file))])
        return done.result()

    return judge


def test_what_is_only_called_by_its_name(judged: Callable[[str], tuple[Outcome, Verdict]]) -> None:
    outcome, verdict = judged(CALLED)
    assert (outcome.evaluated, outcome.evaluation_unknown) == (frozenset(), {"TR018"})
    assert verdict.reasons == (
        "TR018 had to be evaluated: whether it was evaluated isn't known, since no template is known to look for it",
    )


def test_what_takes_nodes_by_a_pattern(judged: Callable[[str], tuple[Outcome, Verdict]]) -> None:
    outcome, verdict = judged(MATCHED)
    assert (outcome.evaluated, outcome.evaluation_unknown) == ({"TR018"}, frozenset())
    assert verdict.status == "as expected"


def test_coverage_doesnt_say_never_evaluated(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(project / "rules" / "demo", CALLED)
    write_cases(
        project / "stop.cases.yaml", CASES.replace("{not: [{code: TR018, evaluated: true}]}", "valid")
    )
    retour: Callable[..., Ended] = run_here(monkeypatch, capsys)

    lines = retour("coverage", "--report", "json:coverage.json").out.splitlines()

    assert "  TR018 in WMO307: never fired, in 1 case; whether it was evaluated isn't known" in lines
    (part,) = json.loads((project / "coverage.json").read_text(encoding="utf-8"))["sets"]
    assert [(rule["unevaluated"], rule["unknown"], rule["waived"]) for rule in part["rules"]] == [
        (0, 1, {"silent": "no template is known to look for the rule"})
    ]
