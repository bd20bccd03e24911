"""A rule set is somebody else's program: whatever it does costs the cases concerned, and reaches nothing outside."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from only import LIBXSLT_ONLY, SAXON_ONLY
from retour.engines import open_engine
from retour.model import Outcome, Problem
from samples import ENDLESS, MESSAGE, RULES, TR018_ONCE, fout, rapport, stylesheet

CheckWith = Callable[..., Outcome]


def problem(outcome: Outcome) -> Problem:
    assert outcome.status == "error"
    assert outcome.findings == ()
    assert outcome.levels == ()
    assert outcome.problem is not None
    return outcome.problem


def test_static_error(check_with: CheckWith) -> None:
    found = problem(check_with(stylesheet('<xsl:value-of select="1 +"/>')))

    assert found.kind == "static-error"
    assert re.match(r"WMO307\.xsl:\d+(:\d+)?: the rule set doesn't compile:\n", found.text)
    assert "XPST0003" in found.text or "Invalid expression" in found.text


@SAXON_ONLY  # for libxslt a variable that isn't there is an error when it is asked for
def test_static_error_in_an_imported_file(check_with: CheckWith, tmp_path: Path) -> None:
    (tmp_path / "set" / "rules").mkdir(parents=True)
    broken = stylesheet('<xsl:value-of select="$unknown"/>').replace('match="/m:Bericht"', 'match="m:Client"')
    (tmp_path / "set" / "rules" / "TR018.xsl").write_text(broken, encoding="utf-8")

    found = problem(check_with(stylesheet(rapport(), top='<xsl:include href="rules/TR018.xsl"/>')))

    assert found.kind == "static-error"
    assert "TR018.xsl" in found.text.splitlines()[0]
    assert "unknown" in found.text
    assert str(tmp_path) not in found.text


@SAXON_ONLY
def test_dynamic_error(check_with: CheckWith) -> None:
    found = problem(
        check_with(
            stylesheet(rapport('<xsl:value-of select="m:Clienten/1 div 0 + error()"/>')).replace(
                'version="1.0"', 'version="3.0"', 1
            )
        )
    )

    assert found.kind == "dynamic-error"
    assert found.text.splitlines()[0].endswith("the rule set failed on this message:")


def test_dynamic_error_costs_only_the_message_concerned(check_with: CheckWith) -> None:
    choosy = stylesheet(
        rapport(
            '<xsl:if test="//m:Naam = \'onbekend\'"><xsl:message terminate="yes">no</xsl:message></xsl:if>'
        )
    )

    assert (
        problem(check_with(choosy, MESSAGE.replace("Zoë van Ammerveld", "onbekend"))).kind == "dynamic-error"
    )
    assert check_with(choosy).status == "accepted"


def test_work_that_never_ends(check_with: CheckWith) -> None:
    doubling = stylesheet(
        rapport('<xsl:call-template name="twice"/>'),
        top="""<xsl:template name="twice">
                 <xsl:param name="depth" select="0"/>
                 <xsl:if test="$depth &lt; 99">
                   <xsl:call-template name="twice"><xsl:with-param name="depth" select="$depth + 1"/></xsl:call-template>
                   <xsl:call-template name="twice"><xsl:with-param name="depth" select="$depth + 1"/></xsl:call-template>
                 </xsl:if>
               </xsl:template>""",
    )

    assert problem(check_with(doubling, time_limit=0.5)).kind == "time-limit"
    assert check_with(RULES).status == "accepted"


@SAXON_ONLY  # libxslt doesn't make a loop of a tail call: for it this is endless recursion
def test_endless_loop(check_with: CheckWith) -> None:
    begin = time.monotonic()
    found = problem(check_with(ENDLESS, time_limit=0.5))

    assert found.kind == "time-limit"
    assert found.text == "the rule set was not done with this message after 0.5 s, its time limit"
    assert time.monotonic() - begin < 10
    assert check_with(RULES).status == "accepted"


def test_endless_recursion(check_with: CheckWith) -> None:
    deeper = stylesheet(
        rapport('<xsl:call-template name="deeper"/>'),
        top="""<xsl:template name="deeper">
                 <a><xsl:call-template name="deeper"/></a>
               </xsl:template>""",
    )

    found = problem(check_with(deeper, time_limit=10))

    assert found.kind in {"dynamic-error", "child-died", "time-limit"}
    assert check_with(RULES).status == "accepted"


def test_terminate(check_with: CheckWith) -> None:
    found = problem(
        check_with(stylesheet('<xsl:message terminate="yes">No Client, no report.</xsl:message>'))
    )

    assert found.kind == "dynamic-error"
    assert "No Client, no report." in found.text


def test_message_without_terminate_is_no_problem(check_with: CheckWith) -> None:
    chatty = stylesheet("<xsl:message>Busy.</xsl:message>" + rapport(fout("TR018")))

    assert [finding.code for finding in check_with(chatty).findings] == ["TR018"]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.xml"
    file.write_text("<secret>the content of a file of this machine</secret>", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "expression",
    [
        "document('{uri}')",
        "document('{uri}', /)",
        "document('secret.xml')",
        "document('../secret.xml')",
        "document('/etc/passwd')",
        "document('file:///etc/passwd')",
        "document('http://127.0.0.1:9/x')",
        "document(concat('secret', '.xml'))",
        "document('codes.xml#c')",
    ],
)
def test_reads_nothing(check_with: CheckWith, secret: Path, expression: str) -> None:
    assert_reads_nothing(check_with, "1.0", expression.format(uri=secret.as_uri()))


@SAXON_ONLY
@pytest.mark.parametrize(
    "expression",
    [
        "doc('{uri}')",
        "unparsed-text('{uri}')",
        "unparsed-text-lines('{uri}')[1]",
        "doc('secret.xml')",
        "doc('../secret.xml')",
        "doc('/etc/passwd')",
        "doc('file:///etc/passwd')",
        "unparsed-text('/etc/passwd')",
        "json-doc('{uri}')",
        "collection('{folder}')",
        "uri-collection('{folder}')",
        "doc('http://127.0.0.1:9/x')",
        "unparsed-text('http://127.0.0.1:9/x')",
        "doc('https://127.0.0.1:9/x')",
    ],
)
def test_reads_nothing_by_later_functions(check_with: CheckWith, secret: Path, expression: str) -> None:
    expression = expression.format(uri=secret.as_uri(), folder=secret.parent.as_uri())
    assert_reads_nothing(check_with, "3.0", expression)


def assert_reads_nothing(check_with: CheckWith, version: str, expression: str) -> None:
    reader = stylesheet(
        rapport(
            f'<vr:Fout><vr:Code>TR018</vr:Code><vr:Details><xsl:value-of select="{expression}"/></vr:Details></vr:Fout>'
        )
    ).replace('version="1.0"', f'version="{version}"', 1)

    outcome = check_with(reader)

    assert problem(outcome).kind == "forbidden-look-up"
    assert "content of a file" not in repr(outcome) + str(outcome.report)
    assert "root:" not in repr(outcome) + str(outcome.report)


@SAXON_ONLY
@pytest.mark.parametrize("function", ["doc-available", "unparsed-text-available"])
def test_does_not_learn_whether_a_file_is_there(check_with: CheckWith, secret: Path, function: str) -> None:
    asker = stylesheet(
        rapport(f"<xsl:if test=\"{function}('{secret.as_uri()}')\">{fout('TR018')}</xsl:if>")
    ).replace('version="1.0"', 'version="3.0"', 1)

    assert problem(check_with(asker)).kind == "forbidden-look-up"


@SAXON_ONLY
def test_environment_is_empty(check_with: CheckWith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETOUR_TEST_SECRET", "the secret of this machine")
    asker = stylesheet(
        rapport(
            "<vr:Fout><vr:Code>TR018</vr:Code><vr:Details>"
            "<xsl:value-of select=\"environment-variable('RETOUR_TEST_SECRET')\"/></vr:Details></vr:Fout>"
        )
    ).replace('version="1.0"', 'version="3.0"', 1)

    engine = open_engine("saxon", 1)  # its child is started with the variable set
    try:
        outcome = check_with(asker, by=engine)
    finally:
        engine.close()

    assert "the secret" not in repr(outcome) + str(outcome.report)


@SAXON_ONLY
@pytest.mark.parametrize("href", ["written.xml", "{uri}"], ids=["relative", "absolute"])
def test_writes_nothing(check_with: CheckWith, tmp_path: Path, href: str) -> None:
    href = href.format(uri=(tmp_path / "written.xml").as_uri())
    writer = stylesheet(f'<xsl:result-document href="{href}"><a/></xsl:result-document>' + rapport()).replace(
        'version="1.0"', 'version="3.0"', 1
    )

    found = problem(check_with(writer))

    assert found.kind == "static-error"
    assert "xsl:result-document is disabled" in found.text
    assert_nothing_written(tmp_path)


@LIBXSLT_ONLY
@pytest.mark.parametrize("href", ["written.xml", "{uri}"], ids=["relative", "absolute"])
@pytest.mark.parametrize("element", ["exsl:document", "xsl:document"])
def test_extension_writes_nothing(check_with: CheckWith, tmp_path: Path, element: str, href: str) -> None:
    href = href.format(uri=(tmp_path / "written.xml").as_uri())
    writer = stylesheet(f'<{element} href="{href}"><a/></{element}>' + rapport()).replace(
        'version="1.0"',
        'version="1.1" xmlns:exsl="http://exslt.org/common" extension-element-prefixes="exsl"',
        1,
    )

    found = problem(check_with(writer))

    assert found.kind == "dynamic-error"
    assert "denied" in found.text
    assert_nothing_written(tmp_path)


def assert_nothing_written(folder: Path) -> None:
    assert sorted(file.name for file in folder.rglob("*") if file.is_file()) == [
        "WMO307.xsl",
        "catalogue.yaml",
        "ruleset.yaml",
        "stop.xml",
    ]


def test_external_entity_in_a_stylesheet(check_with: CheckWith, secret: Path) -> None:
    entity = f'<!DOCTYPE xsl:stylesheet [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    with pytest.raises(Exception, match=r"WMO307\.xsl: has a DTD") as caught:
        check_with(entity + stylesheet(rapport("&x;")))

    assert "content of a file" not in str(caught.value)


def test_report_in_another_encoding(check_with: CheckWith) -> None:
    latin = stylesheet(rapport(fout("TR018", details="vóór")), output='method="xml" encoding="ISO-8859-1"')

    found = problem(check_with(latin))

    assert found.kind == "not-a-report"
    assert found.text.startswith("the rule set writes its report in another encoding than UTF-8 (")
    assert found.text.endswith('give its xsl:output encoding="UTF-8"')


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", "wrote nothing where a report was expected"),
        (
            "<html/>",
            "wrote <html> in no namespace where a Rapport in namespace "
            "http://www.istandaarden.nl/validatie/1_1/rapport/schema was expected",
        ),
        ("<vr:Rapport/>", "wrote a Rapport with 0 Fouten elements where one was expected"),
    ],
    ids=["nothing", "html", "no-fouten"],
)
def test_no_report(check_with: CheckWith, template: str, text: str) -> None:
    found = problem(check_with(stylesheet(template, output='method="xml" omit-xml-declaration="yes"')))

    assert found == Problem("not-a-report", text)


def test_text_is_no_report(check_with: CheckWith) -> None:
    found = problem(check_with(stylesheet("All is well.", output='method="text"')))

    assert found.kind == "not-a-report"
    assert found.text.startswith("wrote something that is not XML (")
    assert found.text.endswith("'All is well.'")


def test_message_type_that_is_not_served(check_with: CheckWith) -> None:
    found = problem(check_with(RULES, MESSAGE.replace("wmo307", "wmo305")))

    assert found == Problem(
        "not-served", "rule set demo/1.0 doesn't check iwmo 2.1 WMO305: it checks WMO307 of iwmo 2.1"
    )


def test_namespace_written_otherwise(check_with: CheckWith) -> None:
    found = problem(check_with(RULES, MESSAGE.replace("schema/2_1", "schema")))

    assert found == Problem(
        "not-served",
        "rule set demo/1.0 doesn't check iwmo 2.1 WMO307: it checks WMO307 of iwmo 2.1; the namespace must be "
        "http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1, not http://www.istandaarden.nl/iwmo/2_1/wmo307/schema",
    )


def test_after_all_that_the_engine_still_works(check_with: CheckWith) -> None:
    assert [finding.code for finding in check_with(RULES, TR018_ONCE).findings] == ["TR018"]
