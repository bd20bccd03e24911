"""Each operator: an expression, and what it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from retour.mutation import OPERATORS
from small_sheets import mutants, of_expression, of_pattern

EXPRESSIONS = [
    ("comparison", "a = b", ["a != b"]),
    ("comparison", "a < b", ["a <= b", "a > b"]),
    ("comparison", "a >= b + 1", ["a > b + 1", "a < b + 1"]),
    ("comparison", "a eq b", ["a ne b"]),
    ("comparison", "*[local-name() = 'Bsn']", []),  # a test for a name
    ("boundary", "a + 120", ["a + 121", "a + 119"]),
    ("boundary", "a + 0", ["a + 1"]),
    ("boundary", "substring(a, 2)", ["substring(a, 3)", "substring(a, 1)"]),
    ("boundary", "a[2]", []),  # a position
    ("date-unit", "a + 10000 * b", ["a + 100 * b", "a + 1 * b"]),
    ("date-unit", "f('jaar')", []),  # f() isn't known, so nothing of it is changed
    ("date-unit", "concat('year', a)", ["concat('month', a)"]),
    ("date-unit", "string('P18Y')", ["string('P18M')"]),
    ("and-or", "a and b", ["a or b"]),
    ("and-or", "a and b and c", ["a and b or c", "(a or b) and c"]),
    ("and-or", "(a or b) and c", ["(a or b) or c", "(a and b) and c"]),
    ("and-or", "x[a or b]", ["x[a and b]"]),
    ("not", "not(a)", ["boolean(a)"]),
    ("not", "b and not( a[c] )", ["b and boolean(a[c])"]),
    ("not", "not(string(a))", ["boolean(string(a))"]),
    ("step", "..", ["../.."]),
    ("step", "ancestor::a", ["ancestor-or-self::a"]),
    ("step", "preceding-sibling::*[1]", ["following-sibling::*[1]"]),
    ("step", "a/b/c", ["b/c", "a/c", "a/b"]),
    ("step", "./*/*", ["./*"]),  # and not `*/*`, which is the same
    ("step", "$a/b", ["$a"]),
    ("step", "key('k', .)/b", ["key('k', .)"]),
    ("step", "a//b", ["a/b"]),
    ("step", "a[1]/*[local-name() = 'B']", ["*[local-name() = 'B']", "a[1]"]),
    ("name", "m:Begindatum != m:Einddatum", ["m:Einddatum != m:Einddatum", "m:Begindatum != m:Begindatum"]),
    ("name", "*[local-name() = 'A'] | *[local-name() = 'B']",
     ["*[local-name() = 'B'] | *[local-name() = 'B']", "*[local-name() = 'A'] | *[local-name() = 'A']"]),
    ("name", "m:Bsn", []),  # the file knows no other
    ("name", "@div or $div", []),  # an attribute, a variable
    ("value-dropped", ". = '1' or . = '2' or . = '3'",
     [". = '2' or . = '3'", ". = '1' or . = '3'", ". = '1' or . = '2'"]),
    ("value-dropped", "a = ('x', 'y')", ["a = ('y')", "a = ('x')"]),
    ("value-dropped", "$a | $b", ["$b", "$a"]),
    ("value-dropped", "contains('01,02', .)", ["contains('02', .)", "contains('01', .)"]),
    ("value-dropped", "'Ja, en nee'", []),  # text
    ("condition-dropped", "a and b", ["b", "a"]),
    ("condition-dropped", "a[b = 1]/c", ["a/c"]),
    ("condition-dropped", "*[local-name() = 'A'][1]", []),
    ("position", "a[1]", ["a[2]", "a[last()]"]),
    ("position", "a[3]", ["a[4]", "a[2]"]),
    ("position", "a[last()]", ["a[1]"]),
    ("string-function", "starts-with(a, 'b')", ["contains(a, 'b')"]),
    ("string-function", "normalize-space(.)", ["string(.)"]),
    ("string-function", "normalize-space()", ["string()"]),
    ("string-function", "substring(a, 2, 3)", ["substring(a, 2)"]),
    ("string-function", "substring-before(a, ',')", ["substring-after(a, ',')"]),
    ("arithmetic", "a - b", ["a + b"]),
    ("arithmetic", "-a * 2", ["-a div 2", "a * 2"]),
    ("arithmetic", "floor(a div 2)", ["ceiling(a div 2)", "floor(a * 2)"]),
    ("debit-credit", "a = 'D'", ["a = 'C'"]),
    ("debit-credit", "concat('D ', a)", ["concat('C ', a)"]),
    ("debit-credit", "a = 'E'", []),
    ("key-part", "concat(a, ' ', b, ' ', c)",
     ["concat(b, ' ', c)", "concat(a, ' ', c)", "concat(a, ' ', b)"]),
    ("key-part", "concat(a, ' ', b)", ["string(b)", "string(a)"]),
    ("key-part", "concat('/', a)", []),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "expression", "expected"), EXPRESSIONS)
def test_expression(tmp_path: Path, operator: str, expression: str, expected: list[str]) -> None:
    assert of_expression(tmp_path, expression, operator) == expected


def test_what_is_worked_out_while_compiling_is_left_alone(tmp_path: Path) -> None:
    assert mutants(tmp_path, '<xsl:variable name="v" static="yes" select="1 + 2"/>') == ()


TRAPS = [
    ("and-or", "or or and", ["or and and"]),  # elements called `or` and `and`
    ("arithmetic", "div div div", ["div * div"]),
    ("arithmetic", "a-b - c", ["a-b + c"]),  # a name with a hyphen
    ("comparison", "a = 'b = c'", ["a != 'b = c'"]),  # an operator in a string
    ("comparison", 'a = "it\'s"', ['a != "it\'s"']),
    ("comparison", "a = 'it''s'", ["a != 'it''s'"]),
    ("comparison", "a (: = it's :) = b", ["a (: = it's :) != b"]),  # an operator and a quote in a comment
    ("comparison", "a[b != 'x]'] = c", ["a[b != 'x]'] != c", "a[b = 'x]'] = c"]),  # a bracket in a string
    ("not", "not", []),  # an element called `not`
    ("and-or", "a and (b) or c", ["a and (b) and c", "(a or (b)) or c"]),
    ("position", "(a | b)[1]", ["(a | b)[2]", "(a | b)[last()]"]),
]


@pytest.mark.parametrize(("operator", "expression", "expected"), TRAPS)
def test_nothing_but_the_meaning_counts(
    tmp_path: Path, operator: str, expression: str, expected: list[str]
) -> None:
    assert of_expression(tmp_path, expression, operator) == expected


PATTERNS = [
    ("value-dropped", "m:A | m:B", [("m:A", "nothing"), ("m:B", "nothing")]),
    ("value-dropped", "m:A", []),
    ("namespace", "m:Client/m:Bsn", [("m:Client/m:Bsn", "o:Client/o:Bsn")]),
    ("namespace", "m:Bsn | o:Bsn", []),  # the same as one of them forgotten
    ("namespace", "f:Bsn", []),  # the only message of its standard here
    ("step", "m:Client/m:Bsn", [("m:Client/m:Bsn", "m:Bsn")]),
    ("comparison", "m:A[@b = '1']", [("m:A[@b = '1']", "m:A[@b != '1']")]),
    ("name", "m:A | m:B", []),  # each would stand there twice
]


@pytest.mark.parametrize(("operator", "pattern", "expected"), PATTERNS)
def test_pattern(tmp_path: Path, operator: str, pattern: str, expected: list[tuple[str, str]]) -> None:
    assert of_pattern(tmp_path, pattern, operator) == expected


def changes(folder: Path, body: str, operator: str) -> list[str]:
    return [mutant.change for mutant in mutants(folder, body) if mutant.operator == operator]


def test_if(tmp_path: Path) -> None:
    body = '<xsl:template name="t"><xsl:if test="a &gt; 1">x</xsl:if></xsl:template>'
    assert changes(tmp_path, body, "if") == ["a > 1 → true()", "a > 1 → false()"]


def test_template(tmp_path: Path) -> None:
    body = """
        <xsl:template match="m:A" mode="TR018"/>
        <xsl:template name="t"><xsl:param name="p"/><xsl:call-template name="u"/></xsl:template>
        <xsl:template name="u"><xsl:call-template name="t"/><xsl:call-template name="u"/></xsl:template>
    """
    assert changes(tmp_path, body, "template") == [
        "template m:A, mode TR018 → nothing",  # it does nothing: twice is the same
        "template t → nothing",
        "template t → done twice",  # what it calls is all it does: left out is the same as the template
        "template u → nothing",
        "template u → done twice",
        "call-template t → nothing",
        "call-template u → nothing",
    ]


def test_a_part_of_a_key_is_forgotten_where_it_is_made_and_where_it_is_looked_up(tmp_path: Path) -> None:
    body = """
        <xsl:key name="k" match="m:A" use="concat(@a, ' ', @b)"/>
        <xsl:template match="m:A"><xsl:copy-of select="key('k', concat(@a, ' ', @b))"/></xsl:template>
    """
    found = [mutant for mutant in mutants(tmp_path, body) if mutant.operator == "key-part"]

    assert [[edit.value for edit in mutant.edits] for mutant in found] == [
        ["string(@b)", "key('k', string(@b))"],
        ["string(@a)", "key('k', string(@a))"],
    ]


def test_a_key_that_is_handed_over_as_text(tmp_path: Path) -> None:
    body = (
        '<xsl:template match="m:A"><xsl:call-template name="check">'
        '<xsl:with-param name="keys">/Bsn, /Soort,</xsl:with-param></xsl:call-template></xsl:template>'
    )
    assert changes(tmp_path, body, "key-part") == ["/Bsn, /Soort, → /Soort,", "/Bsn, /Soort, → /Bsn,"]


def test_line_and_column_are_those_of_the_changed_part(tmp_path: Path) -> None:
    body = (
        '<xsl:template name="t">\r\n'
        '  <xsl:if name="&lt;" test="a &lt; b\r\n'
        '                or &#39;é&#39; = c"/>\r\n'
        "</xsl:template>"
    )
    found = {mutant.before: (mutant.line, mutant.column) for mutant in mutants(tmp_path, body)}

    assert found["a < b"] == (4, 29)
    assert found["'é' = c"] == (5, 20)


def test_an_id_stays_the_same_when_the_expression_moves(tmp_path: Path) -> None:
    template = '<xsl:template name="t"><xsl:if test="a = b"/></xsl:template>'
    before = {mutant.id for mutant in mutants(tmp_path, template)}
    after = {mutant.id for mutant in mutants(tmp_path, '\n<xsl:template name="s"/>\n\n' + template)}

    assert before <= after
    assert len(before) == len(mutants(tmp_path, template))


def test_every_operator_has_examples() -> None:
    shown = {operator for operator, _, expected in EXPRESSIONS if expected}
    shown |= {operator for operator, _, expected in PATTERNS if expected} | {"if", "template"}
    assert shown == set(OPERATORS)
