"""What is evaluated while a stylesheet is compiled: what the list names passes, all else is refused."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from retour.errors import RuleSetError
from retour.xslt.names import XSL
from retour.xslt.static import is_static, refuse_opening

MAY_USE = (
    "what is evaluated while a rule set is compiled may use only literals, operators, static variables, "
    "and functions on texts, numbers and booleans"
)


def parsed(body: str, prefix: str = "xsl") -> etree._Element:
    return etree.fromstring(
        f'<{prefix}:stylesheet version="3.0" xmlns:{prefix}="{XSL}" xmlns:fn="http://www.w3.org/2005/xpath-functions"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:other="urn:other"'
        f' xmlns:concat="urn:concat">\n{body}</{prefix}:stylesheet>'
    )


def refusal(body: str, prefix: str = "xsl") -> str | None:
    """Why a stylesheet is refused; None when it isn't."""
    try:
        refuse_opening(parsed(body, prefix), "WMO305.xsl")
    except RuleSetError as error:
        return str(error)
    return None


def refusal_of(expression: str) -> str | None:
    """Why a static expression is refused."""
    return refusal(f'<xsl:variable name="v" static="yes" select={quoteattr(expression)}/>')


@pytest.mark.parametrize(
    "expression",
    [
        "'text'",
        "1 + 2.5 * 1e3 - -4 idiv 3 mod 2",
        "$other = 'yes' and not($another) or 2 > 1",
        "$a || '-' || $b",
        "if (system-property('xsl:version') = '3.0') then 'new' else 'old'",
        "system-property('Q{http://www.w3.org/1999/XSL/Transform}vendor')",
        "element-available('xsl:evaluate') and function-available('doc') and type-available('xs:int')",
        "function-available('unparsed-text', 1)",
        "for $n in 1 to 3 return string($n)",
        "let $n := 'x' return upper-case($n)",
        "some $n in (1, 2) satisfies $n = 2",
        "string-join(('a', 'b'), ',')",
        "fn:concat('a', 'b')",
        "Q{http://www.w3.org/2005/xpath-functions}lower-case('A')",
        "xs:integer('1') instance of xs:integer",
        "'1' cast as xs:integer",
        "('a', 'b') ! upper-case(.)",
        "'a' => upper-case() => concat('b')",
        "(1 to 20)[. mod 7 = 3]",
        "count(())",
        "'doc(''secret.xml'')'",
    ],
)
def test_what_opens_nothing_passes(expression):
    assert refusal_of(expression) is None


@pytest.mark.parametrize(
    ("expression", "used"),
    [
        ("doc('secret.xml')", "doc()"),
        ("fn:doc('secret.xml')", "doc()"),
        ("document('secret.xml')", "document()"),
        ("concat('a', unparsed-text('secret'))", "unparsed-text()"),
        ("unparsed-text-lines('secret')[1]", "unparsed-text-lines()"),
        ("Q{http://www.w3.org/2005/xpath-functions}json-doc('x')", "json-doc()"),
        ("collection('x')", "collection()"),
        ("environment-variable('HOME')", "environment-variable()"),
        ("available-environment-variables()", "available-environment-variables()"),
        ("doc#1('x')", "a call of a function that isn't named"),
        ("'x' => doc()", "doc()"),
        ("'x' ! doc(.)", "doc()"),
        ("(if (1) then doc('x') else ())", "doc()"),
        ("('a', 'b')[doc-available(.)]", "doc-available()"),
        ("function-lookup(xs:QName('fn:doc'), 1)('x')", "a call of a function that isn't named"),
        ("$f('x')", "a call of a function that isn't named"),
        ("function($x) { $x }", "a function of its own"),
        ("doc(?)", "a function with arguments left open"),
        ("map { 'a': doc('x') }", "a map"),
        ("[doc('x')]", "an array"),
        ("doc#1", "doc#1"),
        ("apply(doc#1, ['x'])", "apply()"),
        ("transform(map { })", "transform()"),
        ("current-date()", "current-date()"),
        ("system-property('user.home')", "system-property() of more than a property of XSLT"),
        ("system-property('other:version')", "system-property() of more than a property of XSLT"),
        ("system-property('xsl:no-such')", "system-property() of more than a property of XSLT"),
        ("system-property($name)", "system-property() of more than a property of XSLT"),
        ("'user.home' => system-property()", "system-property() of more than a property of XSLT"),
        ("/", "/"),
        ("//secret", "//secret"),
        ("secret", "secret"),
        ("..", ".."),
        ("text()", "text()"),
    ],
)
def test_what_the_list_doesnt_name_is_refused(expression, used):
    assert refusal_of(expression) == f"WMO305.xsl:2: uses {used} in select: {MAY_USE}"


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "no-such-function('x')",
        "other:function('x')",
        "concat:concat('x', 'y')",
        "$undeclared:name",
        "Q{urn:other}concat('a', 'b')",
        "environment-variable (: a comment :) ('HOME')",
        # A parser that knows no braces reads a string from the quote on, and what is called goes for a comment.
        "Q{'}a = '(:' or doc('x') = ':)'",
    ],
)
def test_what_cant_be_read_is_refused(expression):
    assert (
        refusal_of(expression)
        == f"WMO305.xsl:2: has a static expression in select that can't be read: {MAY_USE}"
    )


@pytest.mark.parametrize(
    ("body", "used"),
    [
        ("""<xsl:variable name="v" static=" true " select="doc('x')"/>""", "doc() in select"),
        ("""<xsl:param name="v" static="1" select="doc('x')"/>""", "doc() in select"),
        ("""<xsl:param name="v" _static="yes" select="doc('x')"/>""", "doc() in select"),
        ("""<xsl:param name="v" static="no" _static="yes" select="doc('x')"/>""", "doc() in select"),
        ("""<xsl:param name="v" static="yes" _select="doc('x')"/>""", "doc() in _select"),
        ("""<xsl:template name="t" use-when="doc-available('x')"/>""", "doc-available() in use-when"),
        ("""<xsl:template name="t" _use-when="doc-available('x')"/>""", "doc-available() in _use-when"),
        ("""<xsl:template _name="{doc('x')}"/>""", "doc() in _name"),
        ("""<xsl:template _name="a{{b}}{'c'}{doc('x')}"/>""", "doc() in _name"),
        ("""<xsl:template _name="{'}'}{doc('x')}"/>""", "doc() in _name"),
        ("""<xsl:template name="t"><a xsl:use-when="doc-available('x')"/></xsl:template>""", "doc-available() in use-when"),
        ("""<xsl:template name="t"><xsl:if _test="{doc('x')}">a</xsl:if></xsl:template>""", "doc() in _test"),
        ("""<other:data><xsl:param name="v" static="yes" select="doc('x')"/></other:data>""", "doc() in select"),
        ("""<xsl:no-such-instruction _x="{doc('x')}"/>""", "doc() in _x"),
    ],
)  # fmt: skip
def test_wherever_it_is_evaluated(body, used):
    assert refusal(body) == f"WMO305.xsl:2: uses {used}: {MAY_USE}"


def test_whatever_the_prefix_of_instructions():
    body = """<t:variable name="v" _static="yes" select="doc('x')"/>"""
    assert refusal(body, "t") == f"WMO305.xsl:2: uses doc() in select: {MAY_USE}"


def test_on_the_root_too():
    root = etree.fromstring(f"""<x:stylesheet xmlns:x="{XSL}" _version="{{doc('x')}}"/>""")
    with pytest.raises(RuleSetError, match=r"^a\.xsl:1: uses doc\(\) in _version"):
        refuse_opening(root, "a.xsl")


@pytest.mark.parametrize(
    ("body", "attribute"),
    [
        ("""<xsl:variable name="v" static="yes" _select="{$p}"/>""", "select"),
        ("""<xsl:variable name="v" _static="{'yes'}" select="1"/>""", "static"),
        ("""<xsl:template name="t" _use-when="{$p}('x')"/>""", "use-when"),
    ],
)
def test_an_expression_that_is_put_together_cant_be_read(body, attribute):
    assert refusal(body) == (
        f"WMO305.xsl:2: works out {attribute} while it is compiled (_{attribute}), so what it will say can't be read: "
        f"write {attribute} itself"
    )


@pytest.mark.parametrize("value", ["{", "{'a}", "{'a'}}", "{}", "{{{", "{1}}"])
def test_braces_that_dont_fit_cant_be_read(value):
    assert refusal(f'<xsl:template _name="{value}"/>') == (
        f"WMO305.xsl:2: has a static expression in _name that can't be read: {MAY_USE}"
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<xsl:import _href="{$p}"/>', "has _href, which would send its links elsewhere"),
        ('<xsl:import href="a.xsl" xml:base="/etc/"/>', "has xml:base, which would send its links elsewhere"),
        ('<other:data xml:base="/etc/"/>', "has xml:base, which would send its links elsewhere"),
        (
            '<xsl:import-schema schema-location="/etc/x.xsd"/>',
            "imports a schema (xsl:import-schema), which a rule set may not",
        ),
        ('<xsl:use-package name="p"/>', "uses a package (xsl:use-package), which a rule set may not"),
        ('<xsl:package name="p"/>', "is a package (xsl:package), which a rule set may not"),
        (
            '<xsl:output parameter-document="/etc/x.xml"/>',
            "reads a file of settings (parameter-document), which a rule set may not",
        ),
    ],
)
def test_what_opens_a_file_by_its_name_is_refused(body, reason):
    assert refusal(body) == f"WMO305.xsl:2: {reason}"


@pytest.mark.parametrize(
    "body",
    [
        """<xsl:template match="/"><xsl:copy-of select="document('list.xml')"/></xsl:template>""",
        """<xsl:variable name="v" select="doc('list.xml')"/>""",
        """<xsl:variable name="v" static="no" select="doc('list.xml')"/>""",
        """<xsl:template name="t"><a _b="{doc('list.xml')}">{doc('list.xml')}</a></xsl:template>""",
        """<xsl:template name="t"><xsl:evaluate xpath="'1'"/></xsl:template>""",
        """<xsl:template name="t" _use-when="true()" _match="*"/>""",
        """<!-- <xsl:variable name="v" static="yes" select="doc('x')"/> -->""",
    ],
)
def test_what_is_evaluated_with_a_message_is_left_to_the_engine(body):
    assert refusal(body) is None


def test_which_variables_are_static():
    stated = [
        "",
        'static="no"',
        'static="false"',
        'static="0"',
        'static="yes"',
        'static=" 1 "',
        '_static="{$p}"',
    ]
    sheet = parsed("".join(f'<xsl:param name="v" {attribute}/>' for attribute in stated))
    assert [is_static(parameter) for parameter in sheet] == [False, False, False, False, True, True, True]


_PARTS = st.sampled_from(
    [
        "doc('x')",
        "(",
        ")",
        "'",
        '"',
        "(:",
        ":)",
        "Q{",
        "}",
        "{",
        "concat(",
        "=",
        "or",
        "$v",
        "=>",
        "!",
        ",",
        "1",
        " ",
    ]
)


@given(st.lists(_PARTS, max_size=12))
def test_a_call_that_passes_stands_in_a_text(parts):
    """Strings, comments and braces are read as a processor reads them: what is left of a text may call nothing."""
    expression = "".join(parts)
    if refusal_of(expression) is None:
        outside = re.sub(r"""'[^']*'|"[^"]*\"""", "", expression)
        assert "doc(" not in outside
