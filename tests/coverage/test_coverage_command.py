"""`retour coverage`, by output and exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from official_layout import FILES
from processes import Ended
from retour.coverage.schema import coverage_schema
from retour.rulesets import RuleSet
from samples import write_cases

Retour = Callable[..., Ended]

RULES_TEXT = """\
iwmo/2.1  version not stated  sha256 {digest}  3 cases
  family  rules × messages  fired  silent  covered
  CS                     1      0       1     50 %
  TR                     2      1       1     50 %
  CS002 in WMO307: never fired (evaluated and silent in 3)
  TR101 in WMO307: never evaluated, in 3 cases
  retour codes that no case expects: 9101, S002
"""

BRANCHES_TEXT = """\

branches of the stylesheets  3 of 3 cases
  family  templates    ran  branches   taken
  CS            1/1  100 %       1/4    25 %
  TR            1/2   50 %       5/8  62.5 %
  shared        3/4   75 %         -       -
  rules/wmo/2_1/common/basis.xsl:17: template name="unused": never ran
  rules/wmo/2_1/rules/CS002.xsl:8: when test=". = '999990019'": never false
  rules/wmo/2_1/rules/CS002.xsl:9: when test=". = '123456782'": never evaluated
  rules/wmo/2_1/rules/TR018.xsl:10: when test="not(m:Einddatum)": never true
  rules/wmo/2_1/rules/TR101.xsl:6: template match="m:Contact" mode="TR101": never ran
"""


def digest(official: Path) -> str:
    return RuleSet.open(official / "rules/wmo/2_1").sha256[:16]


def test_rules(retour: Retour, official: Path) -> None:
    ended = retour("coverage")

    assert ended.out == RULES_TEXT.format(digest=digest(official))
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_branches(retour: Retour, official: Path, engine: str) -> None:
    ended = retour("coverage", "--branches", "--engine", engine)

    assert ended.out == RULES_TEXT.format(digest=digest(official)) + BRANCHES_TEXT
    assert ended.code == 0


def test_message_types_without_a_case(retour: Retour, official: Path) -> None:
    entry = official / "rules/wmo/2_1/WMO307.xsl"
    other = entry.read_text(encoding="utf-8").replace("wmo307", "wmo305")
    entry.with_name("WMO305.xsl").write_text(other, encoding="utf-8")

    assert "  WMO305: no case has such a message, for which 3 rules are checked\n" in retour("coverage").out


def test_json(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--branches", "--format", "json", "--fail-under", "rules.TR=60")

    document = json.loads(ended.out)
    assert list(Draft202012Validator(coverage_schema()).iter_errors(document)) == []
    assert ended.code == 1
    assert document["shortfalls"] == ["rules of TR: 50 % covered (2 of 4), less than 60 %"]
    assert document["totals"]["rules"]["CS"] == {"covered": 1, "needed": 2, "waived": 0, "percent": 50.0}
    assert document["sets"][0]["rules"][1] == {
        "rule": "TR018",
        "type": "WMO307",
        "family": "TR",
        "fired": 1,
        "silent": 2,
        "unevaluated": 0,
        "unknown": 0,
        "waived": {},
    }
    (file,) = [file for file in document["files"] if file["file"].endswith("TR101.xsl")]
    assert file["places"][1] == {
        "line": 7,
        "place": 'if test="following-sibling::m:Contact"',
        "family": "TR",
        "true": 0,
        "false": 0,
        "waived": {},
    }


def test_the_same_bytes_whatever_the_number_of_workers(retour: Retour, official: Path) -> None:
    one, two = (
        retour("coverage", "--branches", "--format", "json", "--engine-workers", number).out
        for number in ("1", "2")
    )

    assert one == two


def test_a_case_that_is_not_as_expected(retour: Retour, official: Path) -> None:
    write_cases(official / "wrong.cases.yaml", "cases: [{id: wrong, message: tr018.xml, expect: valid}]")

    ended = retour("coverage", "wrong.cases.yaml")

    assert ended.code == 1
    assert ended.err == (
        "wrong.cases.yaml::wrong: not as expected: TR018 fired at /Bericht, which the case doesn't name\n"
    )


def test_data_is_combined(retour: Retour, official: Path) -> None:
    whole = retour("coverage", "--branches").out
    for name in ("accepted", "ends-early", "not-a-duplicate"):
        retour("coverage", "--branches", f"stop.cases.yaml::{name}", "--data", f"build/{name}.json")
    files = [str(file) for file in sorted((official / "build").iterdir())]

    assert retour("coverage", *(part for file in files for part in ("--combine", file))).out == whole


def test_data_is_appended(retour: Retour, official: Path) -> None:
    whole = retour("coverage", "--branches", "--data", "whole.json").out
    for name in ("ends-early", "not-a-duplicate", "accepted"):
        told = retour(
            "coverage", "--branches", f"stop.cases.yaml::{name}", "--data", "parts.json", "--append"
        )

    assert told.out == whole
    assert (official / "parts.json").read_bytes() == (official / "whole.json").read_bytes()


def test_rules_after_branches_keep_the_branches(retour: Retour, official: Path) -> None:
    whole = retour("coverage", "--branches", "--data", "data.json").out

    assert retour("coverage", "--data", "data.json", "--append").out == whole


def test_data_of_a_set_that_has_changed(retour: Retour, official: Path) -> None:
    retour("coverage", "--data", "data.json")
    before = digest(official)
    rule = official / "rules/wmo/2_1/rules/TR101.xsl"
    rule.write_text(rule.read_text(encoding="utf-8").replace("following", "preceding"), encoding="utf-8")

    ended = retour("coverage", "--combine", "data.json")

    assert ended.code == 2
    assert ended.err == (
        f"retour: the coverage data is of rule set iwmo/2.1 as it was (sha256 {before[:12]}); "
        f"it has changed since ({digest(official)[:12]}): run the cases again\n"
    )


def test_data_of_another_machine(retour: Retour, official: Path) -> None:
    whole = retour("coverage", "--data", "data.json").out
    data = (official / "data.json").read_text(encoding="utf-8")
    (official / "data.json").write_text(data.replace(str(official), "/elsewhere"), encoding="utf-8")

    assert retour("coverage", "--combine", "data.json").out == whole


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--append"], "--append adds to a data file: name it with --data FILE"),
        (["--combine", "a.json", "--branches"], "--combine runs nothing: leave out the cases and --branches"),
        (["--combine", "a.json"], "a.json: can't be read: No such file or directory"),
        (["--report", "htm:x"], "there is no coverage report 'htm', did you mean 'html'?"),
        (["--report", "sarif:x"], "there is no coverage report 'sarif'; there are html, json, lcov, xml"),
        (["--report", "lcov"], "the coverage report lcov goes to a file: lcov:FILE"),
        (
            ["--fail-under", "98"],
            "--fail-under takes a kind and a percentage, rules=100, branches=98 or rules.TR=95, say, not '98'",
        ),
        (["--fail-under", "rule=98"], "--fail-under knows no 'rule', did you mean 'rules'?"),
        (["--fail-under", "rules=101"], "--fail-under takes a percentage from 0 to 100, not '101'"),
        (["--fail-under", "rules=nan"], "--fail-under takes a percentage from 0 to 100, not 'nan'"),
        (["--waivers", "none.yaml"], "none.yaml: no such file of waivers"),
    ],
)
def test_options_that_can_not_be_used(
    retour: Retour, official: Path, arguments: list[str], error: str
) -> None:
    ended = retour("coverage", *arguments)

    assert (ended.code, ended.out, ended.err) == (2, "", f"retour: {error}\n")


def test_a_threshold_of_a_family_that_there_is_not(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--fail-under", "rules.TX=98")

    assert ended.code == 1
    assert "no rules of TX were measured, where at least 98 % is asked; the families are CS, TR" in ended.out


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2, "harness": "x", "sets": []}', "\xff"])
def test_data_that_is_none(retour: Retour, official: Path, text: str) -> None:
    (official / "data.json").write_text(text, encoding="latin-1")

    ended = retour("coverage", "--combine", "data.json")

    assert ended.code == 2
    assert ended.err.startswith("retour: data.json: is no coverage data of this harness (")


def test_data_that_was_tampered_with(retour: Retour, official: Path) -> None:
    retour("coverage", "--data", "data.json")
    data = json.loads((official / "data.json").read_text(encoding="utf-8"))
    data["sets"][0]["cases"][0]["bits"] = "f" * 50
    (official / "data.json").write_text(json.dumps(data), encoding="utf-8")

    ended = retour("coverage", "--combine", "data.json")

    assert (ended.code, ended.err) == (
        2,
        "retour: the coverage data of rule set iwmo/2.1 was gathered by another version of the harness: "
        "run the cases again\n",
    )


def test_a_report_that_can_not_be_written(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--report", "lcov:accepted.xml/x.info")

    assert ended.code == 2
    assert (
        ended.err == "retour: accepted.xml/x.info: can't be written: a file stands where a folder is needed\n"
    )


def test_data_that_can_not_be_written(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--data", "accepted.xml/data.json")

    assert ended.code == 2
    assert (
        ended.err
        == "retour: accepted.xml/data.json: can't be written: a file stands where a folder is needed\n"
    )


def test_a_threshold_on_what_was_not_measured(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--fail-under", "branches=98")

    assert ended.code == 1
    assert ended.out.endswith("no branches were measured, where at least 98 % is asked\n")


def test_a_threshold_holds_for_each_family(retour: Retour, official: Path) -> None:
    ended = retour("coverage", "--branches", "--fail-under", "branches=55", "--fail-under", "rules=50")

    assert ended.code == 1
    assert ended.out.endswith("\nbranches of CS: 25 % covered (1 of 4), less than 55 %\n")


def test_all_is_covered(retour: Retour, official: Path) -> None:
    """What a set has no more of than the cases show."""
    for name in ("CS002", "TR101"):
        file = official / f"rules/wmo/2_1/rules/{name}.xsl"
        file.write_text(file.read_text(encoding="utf-8").replace(FILES[f"rules/{name}.xsl"], ""), "utf-8")

    cases = (official / "stop.cases.yaml").read_text(encoding="utf-8").replace("not: [TR101]", "not: [TR018]")
    write_cases(official / "stop.cases.yaml", cases)

    ended = retour("coverage", "--fail-under", "rules=100")

    assert ended.code == 0
    assert "TR                     1      1       1    100 %" in ended.out
