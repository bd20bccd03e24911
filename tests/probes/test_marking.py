"""A stylesheet with probes does what it did, on the lines where it did it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.checking import Check, outcome_job
from retour.engines import Engine, open_engine
from retour.model import Outcome
from retour.probes import ProbeLevel, places_of, probed
from retour.rulesets import RuleSet
from retour.workspace import workspace_for
from samples import MESSAGE, NAMESPACE, RAPPORT

XSL = "http://www.w3.org/1999/XSL/Transform"

TRICKY = {
    "a condition in an attribute": """<x><xsl:attribute name="a"><xsl:if test="1">b</xsl:if></xsl:attribute></x>""",
    "a condition in a comment": "<xsl:comment><xsl:if test='0'>b</xsl:if>c</xsl:comment>",
    "a condition in a variable": "<xsl:variable name='v'><xsl:if test='0'>b</xsl:if></xsl:variable>[<xsl:value-of select='$v'/>]",
    "conditions written as one tag": "<xsl:if test='1'/><xsl:choose><xsl:when test='0'/><xsl:otherwise/></xsl:choose>",
    "text that looks like a condition": "<![CDATA[<xsl:if test='1'>]]><!-- <xsl:if test='1'> --><xsl:text>&lt;</xsl:text>",
    "white space that counts": "<xsl:if test='1' xml:space='preserve'> <x> </x> <xsl:text/> </xsl:if>",
    "a prefix declared on the condition": "<z:if xmlns:z='http://www.w3.org/1999/XSL/Transform' test='1'><y xmlns='urn:y'/></z:if>",
    "the prefix of probes in use": "<x xmlns:probe='urn:p' probe:a='1'><xsl:if test='1'><probe:b/></xsl:if></x>",
    "a > in a test": "<xsl:if test='2 > 1'>a</xsl:if><xsl:if test=\"'/>' = '/>'\">b</xsl:if>",
    "tags over several lines": "<xsl:if\n  test='1'\n  >a\n</xsl:if\n><xsl:choose\n><xsl:when\ntest='0'/></xsl:choose>",
    "a sorted loop": "<xsl:for-each select='//m:Bsn'><xsl:sort select='.'/><xsl:if test='.'>a</xsl:if></xsl:for-each>",
    "messages of its own": "<xsl:message>retour-probe</xsl:message><xsl:if test='1'><xsl:message>b</xsl:message></xsl:if>",
    "a template with parameters": """<xsl:call-template name="n"><xsl:with-param name="a" select="1"/></xsl:call-template>""",
    "namespaces in the output": "<x xmlns:q='urn:q'><xsl:if test='1'><q:y z='{local-name()}'/></xsl:if></x>",
}


def stylesheet(body: str) -> str:
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="{XSL}" xmlns:m="{NAMESPACE}" xmlns:vr="{RAPPORT}" exclude-result-prefixes="m">
<xsl:template match="/m:Bericht"><vr:Rapport><vr:Header>{body}</vr:Header><vr:Fouten/></vr:Rapport></xsl:template>
<xsl:template name="n"><!-- first -->
  <xsl:param name="a"/>
  <xsl:param name="b"><xsl:if test="$a">2</xsl:if></xsl:param>
  <xsl:value-of select="concat($a, $b)"/></xsl:template>
</xsl:stylesheet>
"""


@pytest.fixture(scope="module", params=["saxon", "libxslt"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = open_engine(request.param, 1)
    yield engine
    engine.close()


def outcome(engine: Engine, folder: Path, text: str, probes: ProbeLevel | None) -> Outcome:
    set_folder = folder / "wmo" / "2_1"
    set_folder.mkdir(parents=True, exist_ok=True)
    (set_folder / "WMO307.xsl").write_text(text, encoding="utf-8")
    message = folder / "message.xml"
    message.write_text(MESSAGE, encoding="utf-8")
    check = Check(message, "message.xml", workspace_for(folder), RuleSet.open(set_folder), probes=probes)
    return engine.submit([outcome_job(check, lambda outcome, _: outcome)])[0].result()


@pytest.mark.parametrize("name", TRICKY)
def test_tricky_bodies(engine: Engine, tmp_path: Path, name: str) -> None:
    text = stylesheet(TRICKY[name])
    plain = outcome(engine, tmp_path, text, None)

    for level in ("rules", "branches"):
        marked = outcome(engine, tmp_path, text, level)

        assert marked.report == plain.report
        assert marked.problem == plain.problem
    assert marked.reached


def test_another_prefix_for_xslt(engine: Engine, tmp_path: Path) -> None:
    text = stylesheet(TRICKY["conditions written as one tag"] + TRICKY["a condition in an attribute"])
    text = text.replace("xmlns:xsl=", "xmlns=").replace("xsl:", "").replace("<x>", "<q:x xmlns:q='urn:q'>")
    text = text.replace("</x>", "</q:x>")
    plain = outcome(engine, tmp_path, text, None)
    marked = outcome(engine, tmp_path, text, "branches")

    assert plain.problem is None
    assert marked.report == plain.report
    assert len(marked.reached or ()) == 4


def test_an_error_is_told_as_of_the_set(engine: Engine, tmp_path: Path) -> None:
    text = stylesheet("<xsl:if test='1'>\n<xsl:message terminate='yes'>no more</xsl:message></xsl:if>")
    plain = outcome(engine, tmp_path, text, None)
    marked = outcome(engine, tmp_path, text, "branches")

    assert plain.problem is not None
    assert marked.problem is not None
    assert "no more" in marked.problem.text
    assert "probe" not in marked.problem.text
    assert marked.problem.text.splitlines()[0] == plain.problem.text.splitlines()[0]


def test_an_error_in_a_file_outside_the_folder(engine: Engine, tmp_path: Path) -> None:
    """The text never shows where the copy lies."""
    shared = tmp_path / "common.xsl"
    shared.write_text(
        f"<xsl:stylesheet version='1.0' xmlns:xsl='{XSL}'><xsl:template name='s'>\n"
        "<xsl:value-of select=\"document('http://nowhere.invalid/')\"/></xsl:template></xsl:stylesheet>",
        encoding="utf-8",
    )
    text = stylesheet("<xsl:call-template name='s'/>").replace(
        "<xsl:template match", "<xsl:include href='../../common.xsl'/><xsl:template match", 1
    )
    plain, marked = (outcome(engine, tmp_path, text, probes) for probes in (None, "branches"))

    assert plain.problem is not None
    assert plain.problem.kind == "forbidden-look-up"
    if engine.name.startswith("Saxon"):  # libxslt doesn't tell where it was
        assert plain.problem.text.startswith("common.xsl:2")
    assert marked.problem == plain.problem


def test_no_line_is_added(tmp_path: Path) -> None:
    folder = tmp_path / "wmo" / "2_1"
    folder.mkdir(parents=True)
    text = stylesheet("".join(TRICKY.values()))
    (folder / "WMO307.xsl").write_text(text, encoding="utf-8")
    rules = RuleSet.open(folder)
    copy = Path(probed(rules, "branches").stylesheet(rules.entries[0]).path)

    before, after = (etree.fromstring(data) for data in (text.encode(), copy.read_bytes()))
    written = [(element.sourceline, element.get("select")) for element in before.iter(f"{{{XSL}}}value-of")]
    assert written == [
        (element.sourceline, element.get("select")) for element in after.iter(f"{{{XSL}}}value-of")
    ]
    assert text.count("\n") == copy.read_text(encoding="utf-8").count("\n")


_TESTS = st.sampled_from(["1", "0", "//m:Bsn", "m:Nergens", "count(//*) > 3", "$v = 'x'"])
_TEXTS = st.sampled_from(
    [" ", "a", "\n", "<y/>", "<xsl:text> </xsl:text>", "<xsl:value-of select='name()'/>", ""]
)


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=3).map("".join)
    whens = st.lists(st.tuples(_TESTS, content), min_size=1, max_size=3)
    return st.one_of(
        st.tuples(_TESTS, content).map(lambda p: f'<xsl:if test="{p[0]}">{p[1]}</xsl:if>'),
        st.tuples(whens, st.none() | content).map(_choose),
        content.map(lambda c: f"<xsl:variable name='w'>{c}</xsl:variable><xsl:copy-of select='$w'/>"),
        content.map(lambda c: f"<x><xsl:for-each select='//m:Client/*'>{c}</xsl:for-each></x>"),
        content.map(lambda c: f"<p a='1'>{c}</p>"),
    ).map(lambda text: f"<b>{text}</b>")


def _choose(parts: tuple[list[tuple[str, str]], str | None]) -> str:
    whens = "".join(f'<xsl:when test="{test}">{content}</xsl:when>' for test, content in parts[0])
    otherwise = "" if parts[1] is None else f"<xsl:otherwise>{parts[1]}</xsl:otherwise>"
    return f"<xsl:choose>{whens}{otherwise}</xsl:choose>"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.recursive(_TEXTS, _nested, max_leaves=12))
def test_any_nesting(tmp_path: Path, body: str) -> None:
    """Under libxslt itself: the output is the same, and what is told are places of the set."""
    folder = tmp_path / "wmo" / "2_1"
    folder.mkdir(parents=True, exist_ok=True)
    text = stylesheet(f"<xsl:variable name='v'>x</xsl:variable>{body}")
    (folder / "WMO307.xsl").write_text(text, encoding="utf-8")
    rules = RuleSet.open(folder)
    copy = probed(rules, "branches")
    message = etree.fromstring(MESSAGE.encode())

    plain = etree.XSLT(etree.fromstring(text.encode()))
    marked = etree.XSLT(etree.parse(copy.stylesheet(rules.entries[0]).path))

    assert str(marked(message)) == str(plain(message))
    reached = copy.reached(entry.message for entry in marked.error_log)
    bodies = places_of(rules).bodies
    assert reached <= {body.number for body in bodies}
    assert bodies[0].number in reached
