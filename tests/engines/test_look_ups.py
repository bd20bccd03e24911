"""Code lists beside a stylesheet are read; any other look-up is an error, also where the stylesheet would go on without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from retour.checking import check
from retour.model import Outcome
from retour.rulesets import RuleSet
from samples import MESSAGE, fout, rapport, stylesheet

CODES = "<codes><c>2017-06-06</c></codes>"

Judge = Callable[..., Outcome]


@pytest.fixture
def judged(tmp_path: Path, engine_name: str) -> Judge:
    """Judges the message by a stylesheet in which an expression is tested, with codes.xml beside it."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "codes.xml").write_text(CODES)
    (tmp_path / "stop.xml").write_text(MESSAGE, newline="")

    def judge(test: str, *, top: str = "", version: str = "3.0", body: str | None = None) -> Outcome:
        found = body or f'<xsl:if test="{test}">{fout("TR018")}</xsl:if>'
        text = stylesheet(rapport(found), top=top).replace('version="1.0"', f'version="{version}"', 1)
        (tmp_path / "set" / "WMO307.xsl").write_text(text)
        return check(
            tmp_path / "stop.xml", tmp_path / "set", engine=engine_name, levels=["rules"], time_limit=60
        )

    return judge


@pytest.fixture(params=["saxon", "libxslt"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def codes(outcome: Outcome) -> list[str]:
    assert outcome.problem is None, outcome.problem
    return [finding.code for finding in outcome.findings]


def test_a_code_list_in_any_place(judged: Judge) -> None:
    assert codes(judged("//m:Begindatum = document('codes.xml')//c", version="1.0")) == ["TR018"]
    assert codes(judged("//m:Einddatum = document('codes.xml')//c", version="1.0")) == []
    top = "<xsl:variable name='codes' select=\"document('codes.xml')\"/>"
    assert codes(judged("//m:Begindatum = $codes//c", top=top, version="1.0")) == ["TR018"]
    assert codes(judged("document('')//m:nothing or document('')/*", version="1.0")) == ["TR018"]


@pytest.mark.parametrize(
    "test",
    [
        "doc('codes.xml')//c = //m:Begindatum",
        "fn:doc( &quot;codes.xml&quot; )//c = //m:Begindatum",
        "doc(: a list :)('./codes.xml')//c = //m:Begindatum",
        "Q{http://www.w3.org/2005/xpath-functions}doc('codes.xml')//c = //m:Begindatum",
        "d&#111;c('codes.xml')//c = //m:Begindatum",
        "doc-available('codes.xml')",
        "not(doc-available('absent.xml'))",
        "some $b in //m:Begindatum satisfies $b = doc('codes.xml')//c",
        "key('codes', //m:Begindatum, doc('codes.xml'))",
        "//m:Begindatum[. = doc('codes.xml')//c]",
    ],
)
@pytest.mark.parametrize("engine_name", ["saxon"])
def test_of_later_versions(judged: Judge, test: str, engine_name: str) -> None:
    top = "<xsl:key name='codes' match='c' use='.'/>"

    outcome = judged(test, top=top, body=_if(test))

    assert codes(outcome) == ["TR018"]


def _if(test: str) -> str:
    namespace = "http://www.w3.org/2005/xpath-functions"
    return f'<xsl:if test="{test}" xmlns:fn="{namespace}">{fout("TR018")}</xsl:if>'


@pytest.mark.parametrize("engine_name", ["saxon"])
@pytest.mark.parametrize(
    "body",
    [
        "<xsl:value-of select=\"'doc(x)'\"/>",
        "<xsl:if test=\"'doc(x)' = //m:Naam\"/>",
    ],
)
def test_what_only_looks_like_a_question(judged: Judge, body: str, engine_name: str) -> None:
    assert codes(judged("", body=body + fout("TR018"))) == ["TR018"]


GUARDED = {
    "doc-available": "doc-available(string(//m:Naam))",
    "doc-available outside": "doc-available('../../etc/passwd')",
    "doc-available with a scheme": "doc-available('http://127.0.0.1:9/x')",
    "unparsed-text-available": "unparsed-text-available('codes.xml')",
    "reference": "let $f := doc-available#1 return $f('codes.xml')",
    "partial": "doc-available(?)('codes.xml')",
    "arrow": "'codes.xml' => doc-available()",
    "function-lookup": "function-lookup(xs:QName('fn:doc-available'), 1)('codes.xml')",
    "environment": "empty(environment-variable('HOME'))",
}


@pytest.mark.parametrize("engine_name", ["saxon"])
@pytest.mark.parametrize("name", GUARDED)
def test_a_guarded_look_up_is_never_silent(judged: Judge, name: str, engine_name: str) -> None:
    spaces = 'xmlns:fn="http://www.w3.org/2005/xpath-functions" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    outcome = judged("", body=f'<xsl:if test="{GUARDED[name]}" {spaces}>{fout("TR018")}</xsl:if>')

    assert outcome.problem is not None
    assert outcome.problem.kind == "forbidden-look-up"
    assert outcome.problem.text.startswith("WMO307.xsl:")
    assert "it may read only files of its own" in outcome.problem.text


CAUGHT = {
    "doc": '<xsl:sequence select="doc(string(//m:Naam))"/>',
    "absent": "<xsl:sequence select=\"doc('absent.xml')\"/>",
    "json-doc": "<xsl:sequence select=\"json-doc('codes.xml')\"/>",
    "collection": "<xsl:sequence select='collection()'/>",
    "source-document": "<xsl:source-document href='codes.xml'><xsl:copy-of select='.'/></xsl:source-document>",
    "evaluate": "<xsl:evaluate xpath=\"'doc-available(''codes.xml'')'\"/>",
    "text": "<xsl:value-of select='1' expand-text='yes'/><xsl:text expand-text='yes'>{doc('x.xml')}</xsl:text>",
}


@pytest.mark.parametrize("engine_name", ["saxon"])
@pytest.mark.parametrize("name", CAUGHT)
def test_a_caught_look_up_is_never_silent(judged: Judge, name: str, engine_name: str) -> None:
    outcome = judged("", body=f"<xsl:try>{CAUGHT[name]}<xsl:catch/></xsl:try>")

    assert outcome.problem is not None
    assert outcome.problem.kind == "forbidden-look-up"


@pytest.mark.parametrize("engine_name", ["saxon"])
def test_what_nobody_comes_by_is_no_error(judged: Judge, engine_name: str) -> None:
    assert codes(judged("false() and doc-available(string(//m:Naam))")) == []


def test_the_message_names_no_file(judged: Judge, tmp_path: Path) -> None:
    (tmp_path / "stop.xml").write_text(MESSAGE.replace("Zoë van Ammerveld", "codes.xml"), newline="")

    outcome = judged("document(string(//m:Naam))//c", version="1.0")

    assert outcome.problem is not None
    assert outcome.problem.kind == "forbidden-look-up"


def test_a_list_is_a_part_of_the_set(judged: Judge, tmp_path: Path) -> None:
    test = "//m:Begindatum = document('codes.xml')//c"
    assert codes(judged(test, version="1.0")) == ["TR018"]
    before = RuleSet.open(tmp_path / "set")
    (tmp_path / "set" / "codes.xml").write_text("<codes/>")
    after = RuleSet.open(tmp_path / "set")

    assert before.sha256 != after.sha256
    assert tmp_path / "set" / "codes.xml" in after.files
    assert codes(judged(test, version="1.0")) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<codes>", "is not well-formed XML"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/passwd'>]><a>&x;</a>", "has a DTD"),
    ],
)
def test_a_list_that_may_not_be_read(judged: Judge, tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "set" / "codes.xml").write_text(content)

    outcome = judged("document('codes.xml')", version="1.0")

    assert outcome.problem is not None
    assert outcome.problem.text.startswith("codes.xml")
    assert why in outcome.problem.text


def test_a_link_out_of_the_set(judged: Judge, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<codes><c>2017-06-06</c></codes>")
    (tmp_path / "set" / "codes.xml").unlink()
    (tmp_path / "set" / "codes.xml").symlink_to(tmp_path / "secret.xml")

    outcome = judged("//m:Begindatum = document('codes.xml')//c", version="1.0")

    assert outcome.problem is not None
    assert outcome.problem.kind == "forbidden-look-up"


def test_a_stylesheet_beside_another_reads_its_own_list(tmp_path: Path) -> None:
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "codes.xml").write_text(CODES)
    (tmp_path / "common" / "lists.xsl").write_text(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        "<xsl:variable name='codes' select=\"document('codes.xml')//c\"/></xsl:stylesheet>"
    )
    (tmp_path / "set").mkdir()
    text = stylesheet(
        rapport(f'<xsl:if test="//m:Begindatum = $codes">{fout("TR018")}</xsl:if>'),
        top="<xsl:include href='../common/lists.xsl'/>",
    )
    (tmp_path / "set" / "WMO307.xsl").write_text(text)
    (tmp_path / "stop.xml").write_text(MESSAGE, newline="")

    assert codes(check(tmp_path / "stop.xml", tmp_path / "set", levels=["rules"])) == ["TR018"]
