"""`retour rules report`, by output and exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from processes import Ended, run_here
from report_samples import BARE_RULES, write_bare
from samples import write_cases

Report = Callable[..., Ended]
CSV = ("placements.csv", "rules.csv", "--rules", "iwmo/2.1")

TEXT = """\
rule report iWmo 2.1, version 1.0 of 2022-09-29, against iwmo/2.1
5 rules, 5 placements; 3 missing, 2 different

  level          rules  judged     alike      tested
  rules          2      2/2 100 %  1/2 50 %   3/4 75 %
  cross-message  1      0/1 0 %    0/1 0 %    –
  schema         1      0/1 0 %    1/1 100 %  –
  process        1      –          0/1 0 %    –

  rule   level          in the set                   tested
  OP900  process        no: the set doesn't know it  –
  TR018  rules          yes                          firing and silent
  CS002  rules          yes                          silent; never fired in WMO307
  TR900  cross-message  no: takes a retour           –
  RS901  schema         no: the set has no schemas   –

in the report and not in the set:
  OP900 (process): the set doesn't know it
  TR900 (cross-message): takes a retour
  RS901 (schema): the set has no schemas

in the set and not in the report:
  TR101: checked by a stylesheet
  TR902: in the catalogue alone: no text

different:
  TR018: places: only in the report: 307 StopProduct/Einddatum; only in the catalogue: 307 StopProduct/Begindatum
  TR900: level: cross-message in the report, pair in the set
  TR900: retour code: none in the report, 9900 in the set
"""

MARKDOWN = """\
**Rule report iWmo 2.1, version 1.0 of 2022-09-29, against iwmo/2.1**: 5 rules, 5 placements; 3 missing, 2 different.

| level | rules | judged | alike | tested |
| --- | --- | --- | --- | --- |
| rules | 2 | 2/2 100 % | 1/2 50 % | 3/4 75 % |
"""


def row(ended: Ended, code: str) -> str:
    """The row of a rule."""
    (found,) = (line for line in ended.out.splitlines() if line.startswith(f"  {code}  "))
    return " ".join(found.split())


def test_text(report: Report) -> None:
    assert report("report.xlsx") == Ended(0, TEXT, "")


def test_the_same_from_csv(report: Report) -> None:
    named = "rule report iWmo 2.1, version 1.0 of 2022-09-29"
    assert report(*CSV).out == TEXT.replace(named, "rule report")


def test_csv_names_no_set(report: Report) -> None:
    ended = report(*CSV[:2])
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "retour: placements.csv: doesn't say of which standard and release it is: name the rule set with --rules\n"
    )


def test_markdown(report: Report) -> None:
    out = report("report.xlsx", "--format", "markdown").out
    assert out.startswith(MARKDOWN)
    assert "\n- TR902: in the catalogue alone: no text\n" in out
    assert out.endswith("| RS901 | schema | no: the set has no schemas | – |\n")


def test_json(report: Report) -> None:
    found = json.loads(report("report.xlsx", "--format", "json").out)

    assert (found["missing"], found["differing"]) == (["OP900", "TR900", "RS901"], ["TR018", "TR900"])
    assert {each["rule"]: (each["judged_by"], each["tested"]) for each in found["rules"]} == {
        "OP900": (None, None),
        "TR018": ("stylesheet", "firing and silent"),
        "CS002": ("stylesheet", "silent"),
        "TR900": (None, None),
        "RS901": (None, None),
    }
    assert found["rules"][3]["differences"] == [
        {"aspect": "level", "report": ["cross-message"], "rule_set": ["pair"]},
        {"aspect": "retour code", "report": [], "rule_set": ["9900"]},
    ]
    assert found["report"]["updated"] == "2022-09-29"


def test_html(report: Report) -> None:
    out = report("report.xlsx", "--format", "html").out
    assert ">#</a></td><td>rules</td><td>yes</td>" in out
    assert '<tr id="rule-CS002" data-row data-state="warn" data-level="rules"><td><code>CS002</code>' in out
    assert '<span class="warn">silent; never fired in WMO307</span>' in out
    assert "<li>TR902: in the catalogue alone: no text</li>" in out


def test_a_rule_that_cases_only_name(project: Path, report: Report) -> None:
    write_bare(project, rules=f"{BARE_RULES}TR101,TR,xslt,9101,,,,0\n")
    assert row(report(*CSV), "TR101") == "TR101 rules yes not tested"

    write_cases(
        project / "named.cases.yaml",
        "rules: iwmo/2.1\ncases: [{id: named, message: accepted.xml, expect: {not: [TR101]}}]\n",
    )
    assert row(report(*CSV), "TR101") == "TR101 rules yes only named"


def test_a_waiver_is_told_and_not_counted(project: Path, report: Report) -> None:
    waivers = "waivers: [{rule: CS002, way: fired, reason: No such number may be written down.}]\n"
    (project / "waivers.yaml").write_text(waivers, encoding="utf-8")

    ended = report("report.xlsx", "--waivers", "waivers.yaml", "--fail-under", "tested=100")

    assert row(ended, "CS002") == "CS002 rules yes silent; waived: No such number may be written down."
    assert "2/2 100 %  1/2 50 %   3/3 100 %, 1 waived\n" in ended.out
    assert ended.code == 0


def test_the_messages_in_which_a_rule_is_checked(project: Path, report: Report) -> None:
    write_bare(project)
    placements = project / "placements.csv"
    text = placements.read_text(encoding="utf-8").replace("WMO307,Client", "WMO305,Client")
    placements.write_text(text, encoding="utf-8")

    assert report(*CSV).out.count(
        "  CS002: places: only in the report: 305 Client/Bsn; only in the catalogue: 307 Client/Bsn\n"
        "  CS002: messages: only in the report: 305; only in the stylesheets: 307\n"
    ) == 1  # fmt: skip


def test_a_schema_judges_the_rules_of_its_level(project: Path, report: Report) -> None:
    (project / "rules/wmo/2_1/xsd").mkdir()
    schema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>'
    (project / "rules/wmo/2_1/xsd/WMO305.xsd").write_text(schema, encoding="utf-8")

    assert row(report(*CSV, "--cases", "stop.cases.yaml"), "RS901") == "RS901 schema by the schema –"


def test_a_set_without_catalogue(project: Path, report: Report) -> None:
    (project / "rules/wmo/2_1/catalogue.yaml").unlink()

    ended = report("report.xlsx")

    assert row(ended, "TR900") == "TR900 cross-message no: the set doesn't know it –"
    assert "  The catalogue of the set gives no places: they aren't compared.\n" in ended.out
    assert "  CS002: retour code: 0001 in the report, S002 in the set\n" in ended.out


def test_thresholds(report: Report) -> None:
    ended = report("report.xlsx", "--fail-under", "judged.rules=100", "--fail-under", "tested=80")
    assert ended == Ended(1, f"{TEXT}\ntested of rules: 75 % (3 of 4), less than 80 %\n", "")

    ended = report("report.xlsx", "--fail-under", "judged=100", "--format", "markdown")
    assert (ended.code, ended.err) == (
        1,
        "judged of cross-message: 0 % (0 of 1), less than 100 %\njudged of schema: 0 % (0 of 1), less than 100 %\n",
    )
    ended = report("report.xlsx", "--fail-under", "judged.external-source=50", "--format", "json")
    assert (ended.code, json.loads(ended.out)["shortfalls"]) == (
        1,
        ["no rules of external source are judged, where at least 50 % is asked"],
    )


@pytest.mark.parametrize(
    ("threshold", "text"),
    [
        ("judged", "--fail-under takes a kind and a percentage, judged=100, alike.rules=100 or tested.cross-message=95, say, not 'judged'"),
        ("tesed=100", "--fail-under knows no 'tesed', did you mean 'tested'?"),
        ("tested.rule=100", "--fail-under knows no level 'rule', did you mean 'rules'?"),
        ("tested=101", "--fail-under takes a percentage from 0 to 100, not '101'"),
    ],
)  # fmt: skip
def test_no_threshold(report: Report, threshold: str, text: str) -> None:
    assert report("report.xlsx", "--fail-under", threshold) == Ended(2, "", f"retour: {text}\n")


def test_coverage_data_in_place_of_a_run(
    project: Path, report: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from retour.cli import main

    monkeypatch.setattr(sys, "argv", ["retour", "coverage", "--data", "data.json"])
    with pytest.raises(SystemExit):
        main()
    capsys.readouterr()

    assert report("report.xlsx", "--combine", "data.json").out == TEXT


def test_no_cases(project: Path, report: Report) -> None:
    (project / "stop.cases.yaml").unlink()

    ended = report("report.xlsx")

    assert row(ended, "TR018") == "TR018 rules yes not tested"
    assert ended.out.endswith("remarks:\n  No case of the set was run: nothing is shown to be tested.\n")
    assert ended.code == 0


def test_a_case_that_fails_is_told(project: Path, report: Report) -> None:
    write_cases(
        project / "wrong.cases.yaml",
        "rules: iwmo/2.1\ncases: [{id: wrong, message: tr018.xml, expect: valid}]\n",
    )
    ended = report("report.xlsx")
    assert ended.code == 1
    assert ended.err.startswith("wrong.cases.yaml::wrong: not as expected: ")


def test_a_part_of_a_report_of_results(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    retour = run_here(monkeypatch, capsys)
    measured = ("--retour-coverage", "rules", "--retour-coverage-data", "coverage.json")
    assert retour("run", "-q", ".", "--retour-json", "results.json", *measured).code == 0
    parts = ("--coverage", "coverage.json", "--rule-report", "report.xlsx")
    ended = retour("report", "results.json", "--html", "pages", "--language", "nl", *parts)

    assert ended.code == 0, ended.err
    page = html.parse(project / "pages" / "rule-report.html").getroot()
    assert page.xpath("//tr[@id='rule-TR018']//a[@href='rules/1/TR018.html']")
    assert page.xpath("string(//tr[@id='rule-CS002']/@data-state)") == "warn"
    rule = html.parse(project / "pages" / "rules" / "1" / "TR018.html").getroot()
    assert rule.xpath("//h2/text()")[:2] == ["Dekking", "Eis"]
    assert "StopProduct/Begindatum" in rule.text_content()
