"""`retour rules add x.sch`: a schema compiled and installed; with our little transpiler always, with SchXslt2 where it lies at hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from checkouts import checkout, schxslt2
from own_schema import AMOUNTS, GOOD, LINES, LOSING, ORDER, SCHEMA, TRANSPILER, WRONG, write_schema
from processes import Ended, run_here
from samples import write_cases

Retour = Callable[..., Ended]

SECRET = "x3-kept-from-schemas"


@pytest.fixture(scope="module")
def release() -> Iterator[Path]:
    with schxslt2() as folder:
        yield folder


@pytest.fixture(params=["our own", "SchXslt2"])
def transpiler(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "SchXslt2":
        found: Path = request.getfixturevalue("release")
        return found
    folder = tmp_path / "our-transpiler"
    folder.mkdir()
    (folder / "transpile.xsl").write_text(TRANSPILER, encoding="utf-8")
    return folder / "transpile.xsl"


@pytest.fixture
def project(tmp_path: Path, transpiler: Path) -> Path:
    """A project that knows a transpiler, with the schema beside it."""
    folder = tmp_path / "project"
    write_schema(folder / "schema")
    (folder / "retour.toml").write_text(
        f'rule_sets = ["rules"]\nschematron_transpiler = "{transpiler.as_posix()}"\n', encoding="utf-8"
    )
    (folder / "good.xml").write_text(GOOD, encoding="utf-8")
    (folder / "wrong.xml").write_text(WRONG, encoding="utf-8")
    return folder


@pytest.fixture
def retour(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    monkeypatch.chdir(project)
    return run_here(monkeypatch, capsys)


def found(retour: Retour, message: str) -> list[tuple[str, str, str]]:
    (result,) = json.loads(retour("check", message, "--format", "json").out)["results"]
    return [(each["code"], each["severity"], each["locations"][0]["path"]) for each in result["findings"]]


def test_it_is_compiled_and_judges(project: Path, retour: Retour) -> None:
    ended = retour("rules", "add", "schema/order.sch")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("order  no version  3 rules  ")
    assert found(retour, "good.xml") == []
    assert found(retour, "wrong.xml") == [
        ("ORD-01", "fatal", "/Order"),
        ("ORD-02", "warning", "/Order"),
        ("ORD-03", "error", "/Order/Line"),
    ]


def test_what_compiled_it_is_recorded(project: Path, retour: Retour, transpiler: Path) -> None:
    retour("rules", "add", "schema/order.sch", "--to", "own/orders")

    shown = json.loads(retour("rules", "show", "orders", "--format", "json").out)["schematron"]
    assert shown["sources"] == ["order.sch", "parts/lines.sch", "parts/amounts.sch"]
    assert (shown["phase"], shown["licence"]) == ("usual", "MIT License")
    assert shown["transpiler"].startswith("SchXslt2 ")
    assert len(shown["sha256"]) == 64
    assert "compiled  from order.sch, phase usual, by SchXslt2 " in retour("rules", "show", "orders").out


@pytest.mark.parametrize("file", ["order.sch", "order.sch.xsl", "parts/amounts.sch", "ruleset.yaml"])
def test_a_change_of_source_or_result_is_seen(project: Path, retour: Retour, file: str) -> None:
    retour("rules", "add", "schema/order.sch")
    assert retour("rules", "verify").code == 0

    with (project / "rules/order" / file).open("a") as stream:
        stream.write("\n")

    ended = retour("rules", "verify")
    assert (ended.code, ended.out) == (1, f"order: changed rules/order/{file}\n")


def test_adding_it_again_changes_nothing_and_another_takes_its_place_when_asked(
    project: Path, retour: Retour
) -> None:
    retour("rules", "add", "schema/order.sch")
    lock = (project / "retour.lock").read_bytes()
    assert retour("rules", "add", "schema/order.sch").code == 0
    assert (project / "retour.lock").read_bytes() == lock

    write_schema(project / "schema", **{"order.sch": SCHEMA.replace("ORD-01", "ORD-11")})
    ended = retour("rules", "add", "schema/order.sch")
    assert ended.code == 2
    assert "--replace puts it in their place" in ended.err
    assert retour("rules", "add", "schema/order.sch", "--replace").code == 0
    assert found(retour, "wrong.xml")[0][0] == "ORD-11"


@pytest.mark.parametrize(
    ("options", "codes"),
    [((), ["ORD-01", "ORD-02", "ORD-03"]), (("--phase", "short"), ["ORD-01", "ORD-02"])],
)
def test_phases(project: Path, retour: Retour, options: tuple[str, ...], codes: list[str]) -> None:
    retour("rules", "add", "schema/order.sch", *options)
    assert [code for code, *_ in found(retour, "wrong.xml")] == codes


def test_all_phases(project: Path, retour: Retour) -> None:
    other = '<pattern id="other"><rule context="o:Id"><assert id="ORD-04" test="false()"/></rule></pattern>'
    write_schema(project / "schema", **{"order.sch": SCHEMA.replace("<include", f"{other}<include")})

    retour("rules", "add", "schema/order.sch")
    assert found(retour, "good.xml") == []
    retour("rules", "add", "schema/order.sch", "--phase", "#ALL", "--replace")
    assert [code for code, *_ in found(retour, "good.xml")] == ["ORD-04"]


def test_messages_that_the_patterns_do_not_tell(project: Path, retour: Retour) -> None:
    files = {
        "order.sch": SCHEMA.replace("/o:Order", "*:Order"),
        "parts/lines.sch": LINES.replace("o:Line", "*:Line"),
    }
    write_schema(project / "schema", **files)

    retour("rules", "add", "schema/order.sch", "--namespace", ORDER, "--root", "Order")

    assert [code for code, *_ in found(retour, "wrong.xml")] == ["ORD-01", "ORD-02", "ORD-03"]
    (entry,) = json.loads(retour("rules", "show", "order", "--format", "json").out)["entries"]
    assert entry["serves"] == [f"Order {{{ORDER}}}"]


def test_a_manifest_beside_the_schema_is_taken_along(project: Path, retour: Retour) -> None:
    manifest = "id: own/orders\nversion: 1.2.0\nwarnings: ignore\ncatalogue: meanings.yaml\n"
    meanings = (
        "rules: [{code: ORD-01, level: rules, messages: [Order], meaning: It has an Id., meaning_nl: Er is een Id., "
        "source: ours, certainty: stated}]\n"
    )
    write_schema(project / "schema", **{"ruleset.yaml": manifest, "meanings.yaml": meanings})

    assert retour("rules", "add", "schema/order.sch").out.startswith("own/orders  1.2.0  ")
    assert "It has an Id." in retour("explain", "ORD-01").out
    assert retour("rules", "verify").out == "as locked: own/orders@1.2.0\n"

    write_schema(project / "schema", **{"ruleset.yaml": "dialect: svrl\n"})
    assert "dialect can't be said beside a schema" in retour("rules", "add", "schema/order.sch").err


def test_stylesheets_and_code_lists_beside_the_schema_are_taken_along(project: Path, retour: Retour) -> None:
    xsl = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    schema = SCHEMA.replace("<ns ", f'<xsl:include {xsl} href="more.xsl"/><ns ', 1).replace(
        'test="o:Id"', "test=\"o:Id = doc('codes.xml')/codes/code\""
    )
    files = {
        "order.sch": schema,
        "codes.xml": "<codes><code>1</code></codes>",
        "more.xsl": f'<xsl:stylesheet {xsl} version="3.0"><xsl:variable name="more" select="1"/></xsl:stylesheet>',
    }
    write_schema(project / "schema", **files)
    if not _is_schxslt2(project):
        pytest.skip("our little transpiler knows no xsl:include")

    assert retour("rules", "add", "schema/order.sch").code == 0

    assert found(retour, "good.xml") == []
    assert (project / "rules/order/more.xsl").is_file()
    (project / "rules/order/codes.xml").write_text("<codes/>")
    assert "changed rules/order/codes.xml" in retour("rules", "verify").out


def _is_schxslt2(project: Path) -> bool:
    return "our-transpiler" not in (project / "retour.toml").read_text()


def test_cases_coverage_and_mutants(project: Path, retour: Retour) -> None:
    retour("rules", "add", "schema/order.sch")
    cases = """\
        rules: order
        cases:
          - {id: good, message: good.xml, expect: {not: [{code: ORD-01, evaluated: true}, {code: ORD-03, evaluated: true}]}}
          - {id: wrong, message: wrong.xml, expect: {fires: [{code: ORD-01, severity: fatal}, ORD-02, ORD-03]}}
    """
    write_cases(project / "a.cases.yaml", cases)

    assert retour("run", "-q").code == 0
    assert retour("coverage", "--fail-under", "rules=100").code == 0
    assert retour("mutate", "--rule", "ORD-03").code in (0, 1)


def test_a_hostile_schema_reads_nothing(project: Path, retour: Retour, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(f"<secret>{SECRET}</secret>")
    for test in (
        f"doc('{(tmp_path / 'secret.xml').as_uri()}') = '1'",
        "unparsed-text-available('../../secret.xml')",
        "doc-available('http://127.0.0.1:9/x')",
        "exists(environment-variable('PATH'))",
    ):
        write_schema(project / "schema", **{"order.sch": SCHEMA.replace('test="o:Id"', f'test="{test}"')})
        added = retour("rules", "add", "schema/order.sch", "--replace")
        checked = retour("check", "wrong.xml")
        said = added.out + added.err + checked.out + checked.err
        assert SECRET not in said
        assert (added.code, checked.code) != (0, 0)
        assert "the rule set asks for" in said


@pytest.mark.parametrize(
    ("replaced", "by", "error"),
    [
        ('test="o:Id"', 'test="o:Id ("', "order.sch:7: the schema is broken: "),
        ('context="/o:Order"', 'context="/o:Order["', "order.sch:6: the schema is broken: "),
        ('test="o:Id"', 'test="p:Id"', "order.sch:7: the schema is broken: "),
        ('id="whole">', 'id="whole" is-a="nothing">', "order.sch: SchXslt2 doesn't compile it: "),
    ],
)
def test_a_broken_schema(project: Path, retour: Retour, replaced: str, by: str, error: str) -> None:
    write_schema(project / "schema", **{"order.sch": SCHEMA.replace(replaced, by)})

    ended = retour("rules", "add", "schema/order.sch")

    assert ended.code == 3
    assert ended.err.startswith(f"retour: {error}")
    assert not (project / "rules").exists()
    assert not (project / "retour.lock").exists()


def test_a_broken_part_is_named(project: Path, retour: Retour) -> None:
    write_schema(project / "schema", **{"parts/amounts.sch": AMOUNTS.replace("number(", "numbr(")})

    ended = retour("rules", "add", "schema/order.sch")

    assert ended.code == 3
    assert ended.err.startswith("retour: parts/amounts.sch:4: the schema is broken: ")
    assert "numbr" in ended.err


@pytest.mark.parametrize(
    "option", [("--phase", "x"), ("--namespace", "x"), ("--root", "x"), ("--transpiler", "x")]
)
def test_options_of_schemas_with_something_else(retour: Retour, option: tuple[str, str]) -> None:
    ended = retour("rules", "add", "schema", *option)
    assert (ended.code, ended.err) == (2, f"retour: {option[0]} goes with a Schematron schema (.sch)\n")


def test_a_tag_with_a_schema(retour: Retour) -> None:
    assert retour("rules", "add", "schema/order.sch", "--tag", "v1").code == 2


def test_a_transpiler_that_loses_rules_is_refused(project: Path, retour: Retour, tmp_path: Path) -> None:
    (tmp_path / "transpile.xsl").write_text(LOSING, encoding="utf-8")

    ended = retour("rules", "add", "schema/order.sch", "--transpiler", str(tmp_path / "transpile.xsl"))

    assert ended.code == 2
    assert "can't be used: of a small schema it loses a rule on an element inside it. " in ended.err
    assert not (project / "rules").exists()


def test_the_development_version_of_schxslt2_is_refused(project: Path, retour: Retour) -> None:
    folder = checkout("schxslt2", "src/main/resources/content/transpile.xsl")
    if 'tunnel="yes" select="()"' not in (folder / "src/main/resources/content/transpile.xsl").read_text():
        pytest.skip("the checkout of schxslt2 isn't at that version")

    ended = retour("rules", "add", "schema/order.sch", "--transpiler", str(folder))

    assert ended.code == 2
    assert "take a release, such as 1.3.4" in ended.err
