"""A set of schemas without stylesheets: it judges the levels up to `schema`, says so, and nothing about rules passes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import Ended, run_here
from retour.errors import RuleSetError, RuleSetNotFound
from retour.rulesets import RuleSet
from samples import REPOSITORY, write_cases

Retour = Callable[..., Ended]

SCHEMA = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:order" elementFormDefault="qualified">
  <xs:element name="Order"><xs:complexType><xs:sequence>
    <xs:element name="Line" type="xs:int"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
"""
ORDER = '<Order xmlns="urn:example:order"><Line>{}</Line></Order>\n'
NOT_JUDGED = "nothing found, and not judged by rules\n  rules: not checked, the set has no rules\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with such a set, in which the test stands."""
    folder = tmp_path / "project"
    (folder / "rules/own/1/xsd").mkdir(parents=True)
    (folder / "rules/own/1/xsd/order.xsd").write_text(SCHEMA, encoding="utf-8")
    (folder / "rules/own/1/ruleset.yaml").write_text(
        'standard: own\nrelease: "1"\nversion: 1.0.0\n', encoding="utf-8"
    )
    (folder / "retour.toml").write_text('rules = "own/1"\n', encoding="utf-8")
    (folder / "good.xml").write_text(ORDER.format(1), encoding="utf-8")
    (folder / "bad.xml").write_text(ORDER.format("x"), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def retour(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    """Runs the command `retour` in the project, within this process."""
    return run_here(monkeypatch, capsys)


def written(project: Path, case: str) -> str:
    return str(write_cases(project / "order.cases.yaml", f"cases:\n  - {{id: asked, {case}}}\n"))


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_check_judges_the_schema_and_says_that_there_are_no_rules(retour: Retour, engine: str) -> None:
    assert retour("check", "good.xml", "--engine", engine) == Ended(0, f"good.xml: {NOT_JUDGED}", "")

    ended = retour("check", "bad.xml", "--engine", engine)
    assert ended.code == 1
    assert ended.out.startswith("bad.xml: rejected at the level schema, type\n")


def test_a_set_is_found_by_the_namespace_of_its_schemas(project: Path, retour: Retour) -> None:
    (project / "retour.toml").write_text("", encoding="utf-8")
    assert retour("check", "good.xml").out == f"good.xml: {NOT_JUDGED}"


def test_json_tells_that_the_rules_are_not_checked(retour: Retour) -> None:
    (result,) = json.loads(retour("check", "good.xml", "--format", "json").out)["results"]
    told = {level["level"]: level for level in result["levels"]}
    assert result["status"] == "nothing found"
    assert told["schema"] == {"level": "schema", "status": "passed"}
    assert told["rules"] == {"level": "rules", "status": "not checked", "reason": "the set has no rules"}


def test_the_level_rules_can_not_be_asked_for(retour: Retour) -> None:
    text = "good.xml: error\n  the level rules can't be judged: the set has no rules\n"
    assert retour("check", "good.xml", "--level", "rules") == Ended(2, text, "")
    assert retour("check", "good.xml", "--level", "schema").code == 0


def test_nothing_calls_it_accepted(project: Path, retour: Retour) -> None:
    """In no form of output, and neither where another level alone was asked for."""
    for arguments in ([], ["--level", "schema"], ["--level", "file"]):
        for form in ("text", "json", "csv", "sarif", "gitlab"):
            ended = retour("check", "good.xml", "--format", form, *arguments)
            assert (ended.code, "accepted" in ended.out) == (0, False), (form, arguments)
        assert "nothing found" in retour("check", "good.xml", "--format", "csv", *arguments).out
    # Of several messages the totals tell as well.
    (project / "other.xml").write_text(ORDER.format(2), encoding="utf-8")
    assert "2 nothing found" in retour("check", "good.xml", "other.xml").out


@pytest.mark.parametrize(
    "case",
    [
        "message: good.xml, expect: valid",
        "message: good.xml, levels: [schema], expect: valid",
        "message: good.xml, edit: [{set: /Order/Line, to: x}], expect: {schema: [type]}",
        "message: bad.xml, expect: {schema: invalid}",
    ],
)
def test_cases_about_the_schema_pass(project: Path, retour: Retour, case: str) -> None:
    file = written(project, case)
    assert retour("coverage", file).code == 0
    assert retour("lint", file).out == "no findings\n"


@pytest.mark.parametrize(
    "case", ["message: bad.xml, expect: valid", "message: good.xml, expect: {schema: [type]}"]
)
def test_cases_about_the_schema_fail(project: Path, retour: Retour, case: str) -> None:
    assert retour("coverage", written(project, case)).code == 1


@pytest.mark.parametrize(
    ("expect", "key"),
    [
        ("{fires: [TR018]}", "fires"),
        ("{fires: []}", "fires"),
        ("{not: [TR018]}", "not"),
        ('{retour: ["0001"]}', "retour"),
        ("{retour: []}", "retour"),
        ("{messages: []}", "messages"),
        ("{undecided: []}", "undecided"),
    ],
)
def test_an_expectation_about_rules_is_an_error(project: Path, retour: Retour, expect: str, key: str) -> None:
    file = written(project, f"message: good.xml, expect: {expect}")
    ended = retour("coverage", file)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        f"retour: order.cases.yaml:2:45: rule set own/1 has no rules, so nothing judges what `{key}` expects\n"
    )


def test_a_case_that_asks_for_the_level_rules_is_an_error(project: Path, retour: Retour) -> None:
    ended = retour("coverage", written(project, "message: good.xml, levels: [rules], expect: valid"))
    assert ended.code == 2
    assert "the level rules can't be judged: the set has no rules" in ended.err


def test_rules_list_and_show(retour: Retour) -> None:
    digest = RuleSet.open("rules/own/1").sha256
    assert retour("rules", "list").out.splitlines()[0].split("  ")[0] == "own/1"
    assert "  no rules  " in retour("rules", "list").out.splitlines()[0]
    assert retour("rules", "show", "own/1").out == (
        "own/1@1.0.0\n"
        "  folder  rules/own/1\n"
        f"  digest  {digest}\n"
        "  rules   none: the set has schemas alone, and judges the levels up to schema\n"
        "\n"
        "schemas\n"
        "  Order  rules/own/1/xsd/order.xsd\n"
    )
    shown = json.loads(retour("rules", "show", "own/1", "--format", "json").out)
    assert (shown["rules"], shown["entries"], shown["dialect"], shown["messages"]) == (
        [],
        [],
        None,
        ["Order"],
    )


def test_lint_finds_nothing_wrong_with_it(retour: Retour) -> None:
    assert retour("lint", "rules").out == "no findings\n"


def test_lint_of_a_set_without_version_names_its_folder(project: Path, retour: Retour) -> None:
    (project / "rules/own/1/ruleset.yaml").write_text("id: own/1\n", encoding="utf-8")
    assert (
        retour("lint", "rules").out.splitlines()[0] == "rules/own/1: L204 the set doesn't state its version"
    )


def test_it_is_installed_and_locked(
    project: Path, retour: Retour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert retour("rules", "add", str(project / "rules/own/1")).code == 0
    assert retour("rules", "verify").out == "as locked: own/1@1.0.0\n"
    assert retour("check", str(project / "good.xml"), "--rules", "own/1").out.endswith(NOT_JUDGED)


def test_rules_can_not_be_compared_or_mutated(project: Path, retour: Retour) -> None:
    ended = retour("compare", "own/1", "own/1", "--generate", "1")
    assert (ended.code, ended.err) == (
        2,
        "retour: rule set own/1 has no rules to compare: it has schemas alone\n",
    )
    ended = retour("mutate", written(project, "message: good.xml, expect: valid"))
    assert (ended.code, "is judged without the rules" in ended.err) == (2, True)


def test_messages_of_the_istandaarden(tmp_path: Path) -> None:
    folder = tmp_path / "iwmo-3.2"
    (folder / "schemas").mkdir(parents=True)
    for name in ("basisschema.xsd", "WMO307.xsd", "WMO308.xsd"):
        (folder / "schemas" / name).write_bytes((REPOSITORY / "rules/iwmo/3_2/xsd" / name).read_bytes())
    (folder / "ruleset.yaml").touch()

    rules = RuleSet.open(folder)

    assert (rules.id, rules.messages, rules.has_rules) == ("iwmo/3.2", ("WMO307", "WMO308"), False)
    assert rules.known_retour_codes == set()


def test_a_folder_without_manifest_is_no_set(project: Path) -> None:
    (project / "rules/own/1/ruleset.yaml").unlink()
    with pytest.raises(RuleSetNotFound, match=r"a set of schemas alone has a ruleset\.yaml"):
        RuleSet.open(project / "rules/own/1")


@pytest.mark.parametrize("name", ["other.xsl", "history/WMO305.xsl"])
def test_a_stylesheet_that_is_no_entry_makes_no_set_of_schemas(project: Path, name: str) -> None:
    """A mistake in its stylesheets must not silence the rules of a set."""
    file = project / "rules/own/1" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>', encoding="utf-8"
    )
    with pytest.raises(RuleSetNotFound):
        RuleSet.open(project / "rules/own/1")


def test_a_damaged_schema_is_an_error_of_the_set(project: Path, retour: Retour) -> None:
    (project / "rules/own/1/xsd/order.xsd").write_text(SCHEMA[:-20], encoding="utf-8")
    with pytest.raises(RuleSetError, match="the schema isn't well-formed XML"):
        RuleSet.open(project / "rules/own/1")
    ended = retour("check", "good.xml")
    assert ended.code == 3
    assert "the rule set in rules/own/1 can't be used: the schema isn't well-formed XML" in ended.out
