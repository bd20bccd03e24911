"""Which declarations of two releases really differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from releases import OLD, REWRITTEN, STRICTER, write_release
from retour.comparison.names import Names
from retour.comparison.releases import Release
from retour.comparison.templates import DeclarationChange, declaration_changes, file_changes
from retour.rulesets import RuleSet
from samples import RULES, rapport, stylesheet


def release(folder: Path) -> Release:
    return Release(folder.name, RuleSet.open(folder), folder)


def changes(tmp_path: Path, old: str, new: str) -> tuple[DeclarationChange, ...]:
    one = release(write_release(tmp_path / "one", old, "1.0.3"))
    other = release(write_release(tmp_path / "other", new, "1.0.4"))
    return declaration_changes(one, other)


@pytest.mark.parametrize(
    "new",
    [
        RULES,
        REWRITTEN,
        RULES.replace("\n", "\n\n\t"),
        RULES.replace("<xsl:output", "<!-- 2026 --><xsl:output"),
        RULES.replace('method="xml" encoding="UTF-8"', 'encoding="UTF-8"   method="xml"'),
        RULES.replace(
            "count(../*[name() = name(current())]) > 1", "count( ../*[ name()=name(current()) ] )>1"
        ),
    ],
    ids=["nothing", "prefixes", "white space", "comment", "attributes", "white space in XPath"],
)
def test_what_makes_no_difference(tmp_path: Path, new: str) -> None:
    assert changes(tmp_path, OLD, new) == ()


VERSIONED = stylesheet(
    rapport("<xsl:copy-of select=\"concat('release ', $v)\"/>"),
    top="""<xsl:variable name="xsltVersion">VERSION</xsl:variable>
           <xsl:variable name="v" select="'VERSION'"/>
           <xsl:variable name="h"><vr:XSLTHeader><vr:XSLTVersie>VERSION</vr:XSLTVersie></vr:XSLTHeader></xsl:variable>
           <xsl:template name="n">iWmo (VERSION), not 1.0.33</xsl:template>""",
)


def test_the_version_of_the_set_makes_no_difference(tmp_path: Path) -> None:
    assert (
        changes(tmp_path, VERSIONED.replace("VERSION", "1.0.3"), VERSIONED.replace("VERSION", "1.0.4")) == ()
    )


def test_a_number_that_only_looks_like_the_version_makes_one(tmp_path: Path) -> None:
    old, new = VERSIONED.replace("VERSION", "1.0.3"), VERSIONED.replace("VERSION", "1.0.4")

    (change,) = changes(tmp_path, old, new.replace("1.0.33", "1.0.43"))

    assert change.label == 'template name="n"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("'onbekend'", "'Onbekend'"),
        ("&lt; ", "&lt;= "),
        ("<vr:Code>TR018</vr:Code>", "<vr:Code>TR019</vr:Code>"),
        ("m:Begindatum | m:Einddatum", "m:Einddatum | m:Begindatum"),
        ("<xsl:text>[</xsl:text>", "<xsl:text> [</xsl:text>"),
        ("'-', ''", "'- ', ''"),
        ("schema/2_1", "schema"),
        ('match="/m:Bericht"', 'match="/m:Bericht" priority="2"'),
    ],
    ids=["literal", "operator", "text", "order", "xsl:text", "space", "namespace", "priority"],
)
def test_what_makes_one(tmp_path: Path, old: str, new: str) -> None:
    assert changes(tmp_path, RULES, RULES.replace(old, new))


def test_change_is_shown_as_a_difference_of_lines(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, OLD, STRICTER)

    assert (change.kind, change.file, change.label) == (
        "changed",
        "WMO307.xsl",
        'template match="/wmo307.2_1:Bericht"',
    )
    assert [line.strip() for line in change.diff if line[0] in "+-"] == [
        "-      <xsl:for-each select=\"//wmo307.2_1:StopProduct[translate(wmo307.2_1:Einddatum,'-','')<"
        "translate(wmo307.2_1:Begindatum,'-','')]\">",
        "+      <xsl:for-each select=\"//wmo307.2_1:StopProduct[translate(wmo307.2_1:Einddatum,'-','')<="
        "translate(wmo307.2_1:Begindatum,'-','')]\">",
    ]


RULE = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:m="http://www.istandaarden.nl/iwmo/2_1/wmo307/schema/2_1">
  <xsl:template match="m:Client" mode="TR018"><xsl:value-of select="1"/></xsl:template>
  <xsl:template match="m:Naam" mode="TR018"><xsl:value-of select="2"/></xsl:template>
</xsl:stylesheet>
"""
ENTRY = stylesheet(
    rapport('<xsl:apply-templates select="//*" mode="TR018"/>'), top='<xsl:include href="rules/TR018.xsl"/>'
)


@pytest.fixture
def with_rule(tmp_path: Path) -> tuple[Path, Path]:
    """Two releases, each with a rule in a file of its own."""
    folders = tmp_path / "one", tmp_path / "other"
    for folder in folders:
        write_release(folder, ENTRY)
        (folder / "rules").mkdir()
        (folder / "rules" / "TR018.xsl").write_text(RULE, encoding="utf-8")
    return folders


def test_template_that_matches_something_else_is_a_change_of_it(with_rule: tuple[Path, Path]) -> None:
    one, other = with_rule
    (other / "rules" / "TR018.xsl").write_text(RULE.replace('"m:Naam"', '"m:Bsn"'), encoding="utf-8")

    (change,) = declaration_changes(release(one), release(other))

    assert (change.kind, change.rule, change.file, change.old_line, change.new_line) == (
        "changed",
        "TR018",
        "rules/TR018.xsl",
        4,
        4,
    )
    assert change.label == 'template match="wmo307.2_1:Bsn" mode="TR018"'


def test_template_that_came_or_went(with_rule: tuple[Path, Path]) -> None:
    one, other = with_rule
    text = "\n".join(line for line in RULE.splitlines() if "m:Naam" not in line)
    (other / "rules" / "TR018.xsl").write_text(text, encoding="utf-8")

    (gone,) = declaration_changes(release(one), release(other))
    (come,) = declaration_changes(release(other), release(one))

    assert (gone.kind, gone.old_line, gone.new_line) == ("removed", 4, None)
    assert (come.kind, come.old_line, come.new_line) == ("added", None, 4)


def test_rule_that_went_is_one_change_of_its_file(with_rule: tuple[Path, Path]) -> None:
    one, other = with_rule
    (other / "rules" / "TR018.xsl").unlink()
    (other / "WMO307.xsl").write_text(stylesheet(rapport()), encoding="utf-8")

    found = declaration_changes(release(one), release(other))

    assert [(change.kind, change.rule, change.file, change.label) for change in found] == [
        ("changed", None, "WMO307.xsl", 'template match="/wmo307.2_1:Bericht"'),
        ("removed", "TR018", "WMO307.xsl", 'include href="rules/TR018.xsl"'),
        ("removed", "TR018", "rules/TR018.xsl", "the whole file, 2 declarations"),
    ]
    files = file_changes(release(one), release(other))
    assert (files.changed, files.added, files.removed) == (("WMO307.xsl",), (), ("rules/TR018.xsl",))


PREFIXES = {
    "m": "http://www.istandaarden.nl/iwlz/2_1/aw33/schema",
    "b": "http://www.istandaarden.nl/iwlz/2_1/basisschema/schema",
    "o": "http://www.istandaarden.nl/iwlz/2_2/aw33/schema",
}


@pytest.mark.parametrize(
    ("written", "one_form"),
    [
        ("../m:Soort = 5", "../aw33:Soort=5"),
        ("m:A  or\n m:B", "aw33:A or aw33:B"),
        ("m:A - m:B", "aw33:A -aw33:B"),
        ("m:A-1", "aw33:A-1"),
        ("b:Datum[ . != 'm:Naam' ]", "basisschema:Datum[.!='m:Naam']"),
        ('"a"', "'a'"),
        ("ancestor::m:Client[1]/@x", "ancestor::aw33:Client[1]/@x"),
        ("$m:a * 2", "$aw33:a* 2"),
        ("//m:*", "//aw33:*"),
        ("o:Client", "{http://www.istandaarden.nl/iwlz/2_2/aw33/schema}:Client"),
        ("'2.1.4'", "'(version)'"),
        ("'2.1.40'", "'2.1.40'"),
    ],
)
def test_xpath_in_one_form(written: str, one_form: str) -> None:
    assert Names("2.1", "2.1.4").xpath(written, PREFIXES) == one_form


def test_names_of_another_release_are_the_same_in_it() -> None:
    assert Names("2.2", None).xpath("o:Client", PREFIXES) == Names("2.1", None).xpath("m:Client", PREFIXES)
