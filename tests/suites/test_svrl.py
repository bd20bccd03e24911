"""A rule set of another domain, which writes SVRL: everything works as with one of the iStandaarden."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from invoices import GOOD, INVOICE, NOTE, UNNAMED, WRONG, write_suite
from processes import Ended, run_here
from retour.errors import RuleSetError
from retour.rulesets import RuleSet
from samples import write_cases

Retour = Callable[..., Ended]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_suite(tmp_path)
    return tmp_path


@pytest.fixture
def retour(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Retour:
    monkeypatch.chdir(project)
    return run_here(monkeypatch, capsys)


def checked(retour: Retour, *arguments: str) -> dict[str, object]:
    (result,) = json.loads(retour("check", *arguments, "--format", "json").out)["results"]
    found: dict[str, object] = result
    return found


def test_the_set_is_found_and_tells_what_it_checks(project: Path) -> None:
    rules = RuleSet.open(project / "rules/invoices")

    assert (rules.id, rules.dialect, rules.standard, rules.release) == ("invoices", "svrl", None, None)
    assert rules.codes == {"INV-01", "INV-02", "INV-03", "INV-04", UNNAMED}
    assert rules.messages == ("Invoice", "Note")
    assert {(served.namespace, served.root) for served in rules.serves} == {
        (INVOICE, "Invoice"),
        (NOTE, "Note"),
    }
    assert rules.claimable_rules == rules.codes


@pytest.mark.parametrize("engine", ["saxon", "libxslt"])
def test_findings_with_severity_place_and_text(project: Path, retour: Retour, engine: str) -> None:
    write_suite(project, version="1.0")

    result = checked(retour, "wrong.xml", "--engine", engine)

    assert result["status"] == "rejected"
    assert [
        (
            finding["code"],
            finding["severity"],
            finding["retour"],
            [(place["path"], place["line"]) for place in finding["locations"]],
            finding["details"],
        )
        for finding in result["findings"]
        if finding["level"] == "rules"
    ] == [
        ("INV-01", "fatal", None, [("/Invoice", 1)], "An invoice has an Id."),
        ("INV-02", "warning", None, [("/Invoice", 1)], "A remark is read by nobody."),
        ("INV-03", "information", None, [("/Invoice/Line[1]", 3)], "A line tells its unit."),
        (UNNAMED, "error", None, [("/Invoice/Line[2]", 4)], "An amount isn't below zero."),
    ]


def test_a_message_of_another_root_is_not_served(project: Path, retour: Retour) -> None:
    (project / "other.xml").write_text(GOOD.replace("Invoice", "Order").replace(f":{'order'}", ":invoice"))

    ended = retour("check", "other.xml")

    assert ended.code == 2
    assert "no rule set serves Order in namespace" in ended.out


def test_warnings_reject_nothing(project: Path, retour: Retour) -> None:
    (project / "warned.xml").write_text(WRONG.replace("<Remark", "<Id>1</Id><Remark").replace("-1", "1"))

    result = checked(retour, "warned.xml")

    assert result["status"] == "accepted"
    assert [finding["code"] for finding in result["findings"]] == ["INV-02", "INV-03"]


def test_a_warning_that_fails_a_case_is_shown(project: Path, retour: Retour) -> None:
    (project / "warned.xml").write_text(WRONG.replace("<Remark", "<Id>1</Id><Remark").replace("-1", "1"))
    write_cases(
        project / "a.cases.yaml",
        "rules: invoices\ncases: [{id: a, message: warned.xml, expect: valid}]\n",
    )

    told = retour("run").out

    assert "nothing   |  INV-02\n" in told
    assert "warning: INV-02  A remark is read by nobody.\n    warned.xml:1  /Invoice\n" in told
    assert "INV-03" not in told


CASES = """\
rules: invoices
message: wrong.xml
cases:
  - {id: named, expect: {fires: [{code: INV-01, severity: fatal}, {code: INV-02, severity: warning}, UNNAMED]}}
  - {id: warning-allowed, expect: {fires: [INV-01, UNNAMED], allow: [{severity: warning}]}}
  - {id: warnings-ignored, warnings: ignore, expect: {fires: [INV-01, UNNAMED]}}
  - {id: one-of-several, warnings: ignore, expect: {fires: [{code: INV-01, severity: [fatal, error]}, UNNAMED]}}
  - {id: valid, message: good.xml, expect: valid}
  - {id: looked-at, message: good.xml, expect: {not: [{code: UNNAMED, evaluated: true}]}}
""".replace("UNNAMED", UNNAMED)


def test_cases_claim_severities(project: Path, retour: Retour) -> None:
    write_cases(project / "a.cases.yaml", CASES)

    assert retour("run", "-q").code == 0


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("{fires: [INV-01, {severity: fatal, code: UNNAMED}]}", "not as a fatal error"),
        (
            "{fires: [INV-01, {severity: [fatal, warning], code: UNNAMED}]}",
            "not as a fatal error or a warning",
        ),
        (
            "{fires: [{severity: [warning, error], code: INV-01}, INV-02, UNNAMED], valid: true}",
            "not as a warning or an error",
        ),
        (
            "{fires: [{severity: [fatal, error], code: INV-02}], valid: true}",
            "expects a valid message and findings",
        ),
        ("{fires: [INV-01, UNNAMED]}", "INV-02 fired at /Invoice, which the case doesn't name"),
        ("{fires: [INV-01, UNNAMED], allow: [{severity: information}]}", "INV-02 fired"),
        ("{fires: [INV-01, INV-02, UNNAMED], valid: true}", "INV-01 fired at /Invoice as an error"),
        ("{fires: [INV-1]}", "has no rule 'INV-1', did you mean 'INV-01'?"),
        ("{fires: [IV028]}", "has no rule 'IV028'"),
    ],
)
def test_what_does_not_hold(project: Path, retour: Retour, expect: str, reason: str) -> None:
    expect = expect.replace("UNNAMED", UNNAMED)
    write_cases(
        project / "a.cases.yaml",
        f"rules: invoices\ncases: [{{id: a, message: wrong.xml, expect: {expect}}}]\n",
    )

    ended = retour("run")

    assert ended.code != 0
    assert reason in ended.out.replace("\n", " ")


def test_the_set_ignores_warnings(project: Path, retour: Retour) -> None:
    write_suite(project, manifest="warnings: ignore\nseverities: {deprecated: warning}\n")
    (project / "old.xml").write_text(GOOD.replace("<Unit>", "<Old/><Unit>"))
    write_cases(
        project / "a.cases.yaml", "rules: invoices\ncases: [{id: a, message: old.xml, expect: valid}]\n"
    )

    assert checked(retour, "old.xml")["findings"][0]["severity"] == "warning"
    assert retour("run", "-q").code == 0


def test_severities_in_a_set_whose_reports_tell_none(project: Path) -> None:
    stylesheet = project / "rules/invoices/invoices.xsl"
    rapport = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"
    stylesheet.write_text(stylesheet.read_text().replace("http://purl.oclc.org/dsdl/svrl", rapport))
    (project / "rules/invoices/ruleset.yaml").write_text("severities: {deprecated: warning}\n")

    with pytest.raises(RuleSetError, match="reports in the dialect rapport don't tell how bad a finding is"):
        RuleSet.open(project / "rules/invoices")


def test_new_writes_severities(project: Path, retour: Retour) -> None:
    assert retour("new", "wrong.xml", "--to", "new.cases.yaml").code == 0

    written = (project / "new.cases.yaml").read_text()
    assert "severity: fatal" in written
    assert "severity: warning" in written
    assert retour("run", "-q", "new.cases.yaml").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("rules", "list"),
        ("rules", "show", "invoices"),
        ("explain", "INV-01"),
        ("lint", "rules"),
        ("coverage",),
        ("mutate", "--rule", "INV-01"),
    ],
)
def test_commands_know_the_set(project: Path, retour: Retour, arguments: tuple[str, ...]) -> None:
    write_cases(project / "a.cases.yaml", CASES)

    ended = retour(*arguments)

    assert ended.code in (0, 1), ended.err
    assert "IV028" not in ended.out
    assert "None" not in ended.out


FAIL = """\
<xsl:template name="fail">
  <xsl:param name="id"/><xsl:param name="number"/><xsl:param name="text"/>
  <svrl:failed-assert test="." location="/*" WRITTEN<svrl:text><xsl:value-of select="$text"/></svrl:text></svrl:failed-assert>
</xsl:template>
"""
HANDED_ON = """\
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:i="urn:retour:tests:invoice">
  MORE
  <xsl:template match="/i:Invoice">
    <svrl:schematron-output>
      <svrl:fired-rule context="i:Invoice"/>
      <xsl:if test="not(i:Id)">
        <xsl:call-template name="fail">
          <xsl:with-param name="id" select="'INV-01'"/><xsl:with-param name="number">N-01</xsl:with-param>
          <xsl:with-param name="text">No Id.</xsl:with-param>
        </xsl:call-template>
      </xsl:if>
    </svrl:schematron-output>
  </xsl:template>
</xsl:stylesheet>
"""


@pytest.mark.parametrize(
    ("written", "elsewhere", "code"),
    [
        ('id="{$id}">', False, "INV-01"),
        ('id="{$id}">', True, "INV-01"),
        ('id="{$number}">', False, "N-01"),
        ('><xsl:attribute name="id" select="$number"/>', False, "N-01"),
        ('><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute>', False, "INV-01"),
    ],
)
def test_an_id_that_is_handed_to_a_template(project: Path, written: str, elsewhere: bool, code: str) -> None:
    folder, fail = project / "rules/invoices", FAIL.replace("WRITTEN", written)
    more = '<xsl:include href="fail.xsl"/>' if elsewhere else fail
    (folder / "invoices.xsl").write_text(HANDED_ON.replace("MORE", more))
    if elsewhere:
        head = HANDED_ON.partition("MORE")[0]
        (folder / "fail.xsl").write_text(f"{head}{fail}</xsl:stylesheet>")

    rules = RuleSet.open(folder)

    assert rules.codes == {code}
    assert [entry.name for entry in rules.entries] == ["invoices"]


def test_a_part_that_takes_the_root_is_no_entry(project: Path, retour: Retour) -> None:
    folder = project / "rules/invoices"
    (folder / "a-part.xsl").write_text(HANDED_ON.replace("MORE", ""))
    more = '<xsl:include href="a-part.xsl"/>' + FAIL.replace("WRITTEN", 'id="{$id}">')
    (folder / "invoices.xsl").write_text(HANDED_ON.partition("MORE")[0] + more + "</xsl:stylesheet>")

    assert [entry.name for entry in RuleSet.open(folder).entries] == ["invoices"]
    assert retour("check", "wrong.xml", "--rules", "rules/invoices").code == 1


def test_lint_tells_of_messages_that_no_case_names(project: Path, retour: Retour) -> None:
    """An XML file that no set is for is no message."""
    write_cases(project / "a.cases.yaml", CASES)
    (project / "unused.xml").write_text(GOOD)
    (project / "list.xml").write_text("<list/>")

    found = retour("lint").out.splitlines()

    assert [line for line in found if "L101" in line] == ["unused.xml: L101 no case names this message"]


def test_coverage_of_a_set_that_is_known_by_its_namespace_alone(project: Path, retour: Retour) -> None:
    """Nothing tells the root of its messages: they are called after the entry."""
    stylesheet = project / "rules/invoices/invoices.xsl"
    text = stylesheet.read_text().replace("/i:Invoice | /n:Note", "i:Invoice").replace("| n:Id", "")
    stylesheet.write_text(text.replace(f' xmlns:n="{NOTE}"', ""))
    write_cases(project / "a.cases.yaml", CASES)

    (found,) = json.loads(retour("coverage", "--format", "json").out)["sets"]

    assert {rule["type"] for rule in found["rules"]} == {"invoices"}
    assert {rule["rule"]: rule["fired"] > 0 for rule in found["rules"]} == {
        "INV-01": True,
        "INV-02": True,
        "INV-03": True,
        "INV-04": False,
        UNNAMED: True,
    }


def test_why_not_tells_of_one_rule_of_a_template(project: Path, retour: Retour) -> None:
    """An assert without an id is another rule."""
    told = retour("check", "good.xml", "--why-not", "INV-03").out

    assert "Unit (hour) is there" in told
    assert "Amount" not in told
    assert "Amount" in retour("check", "good.xml", "--why-not", UNNAMED).out


def test_mutants_of_one_rule_of_a_stylesheet(project: Path, retour: Retour) -> None:
    write_cases(project / "a.cases.yaml", CASES)
    lines = (project / "rules/invoices/invoices.xsl").read_text().splitlines()
    amount, unit = (
        next(number for number, line in enumerate(lines, 1) if text in line)
        for text in ('test="not(number(i:Amount)', 'test="not(i:Unit)"')
    )

    def mutated(*options: str) -> set[int]:
        results = json.loads(retour("mutate", "--format", "json", *options).out)["results"]
        return {mutant["line"] for mutant in results}

    assert {amount, unit} <= mutated()
    assert mutated("--rule", UNNAMED) & {amount, unit} == {amount}
    assert mutated("--rule", "INV-03") & {amount, unit} == {unit}


XSD = f"""\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{INVOICE}" elementFormDefault="qualified">
  <xs:element name="Invoice"><xs:complexType><xs:sequence>
    <xs:element name="Id" type="xs:string" minOccurs="0"/>
    <xs:element name="Line" maxOccurs="3"><xs:complexType><xs:sequence>
      <xs:element name="Amount" type="xs:decimal"/><xs:element name="Unit" type="xs:string" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="Other" type="xs:string"/>
</xs:schema>
"""


def test_messages_are_made_whatever_their_root(project: Path, retour: Retour) -> None:
    write_suite(project, files={"rules/invoices/xsd/invoice.xsd": XSD})
    write_suite(project / "new", files={"rules/invoices/xsd/invoice.xsd": XSD})
    stylesheet = project / "new/rules/invoices/invoices.xsl"
    stylesheet.write_text(stylesheet.read_text().replace("&gt;= 0)", "&gt;= 5)"))

    made = retour("generate", "--rules", "invoices", "--type", "Invoice", "--count", "3", "--output", "good")
    assert made.code == 0, made.err
    assert retour("check", "good").code == 0
    broken = retour("generate", "--type", "Invoice", "--breaking", "INV-01", "--output", "wrong")
    assert broken.code == 0, broken.err
    assert checked(retour, "wrong/Invoice-INV-01-1.xml")["status"] == "rejected"
    compared = retour("compare", "invoices", "new/rules/invoices", "--generate", "20")
    assert f"one rule behaves differently: {UNNAMED}" in compared.out, compared.err


def test_report_of_schxslt2_tells_what_was_evaluated(project: Path, retour: Retour) -> None:
    """There a template is come by for each rule of a pattern; only the first that matches is fired."""
    text = (project / "rules/invoices/invoices.xsl").read_text()
    fired = '<svrl:fired-rule context="i:Line"/>'
    inner = text[text.index(fired) : text.index("</xsl:template>", text.index(fired))]
    choose = (
        '<xsl:choose><xsl:when test="i:Amount = 5"><svrl:suppressed-rule context="i:Line"/></xsl:when>'
        f"<xsl:otherwise>{inner}</xsl:otherwise></xsl:choose>"
    )
    (project / "rules/invoices/invoices.xsl").write_text(text.replace(inner, choose))
    case = f"{{id: a, message: good.xml, expect: {{not: [{{code: {UNNAMED}, evaluated: true}}]}}}}"
    write_cases(project / "a.cases.yaml", f"rules: invoices\ncases: [{case}]\n")

    ended = retour("run")

    assert ended.code == 1
    assert f"{UNNAMED} had to be evaluated: it wasn't evaluated" in ended.out


@pytest.mark.parametrize(
    ("report", "error"),
    [
        ("<svrl:wrong xmlns:svrl='http://purl.oclc.org/dsdl/svrl'/>", "schematron-output"),
        (
            "<svrl:schematron-output xmlns:svrl='http://purl.oclc.org/dsdl/svrl'><svrl:error code='FORG0001'/>"
            "</svrl:schematron-output>",
            "ends in an error: FORG0001",
        ),
    ],
)
def test_what_is_no_report(project: Path, retour: Retour, report: str, error: str) -> None:
    (project / "rules/invoices/invoices.xsl").write_text(
        '<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" '
        f'xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:template match="/">{report}</xsl:template></xsl:stylesheet>'
    )

    ended = retour("check", "good.xml", "--rules", "invoices")

    assert ended.code == 3
    assert error in ended.out
