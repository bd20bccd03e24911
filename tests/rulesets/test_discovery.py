"""What a set is, read from its stylesheets."""

from __future__ import annotations

import shutil

import pytest
from retour.errors import MessageError
from retour.model import Identity
from retour.rulesets import RuleSet
from small_sets import BASIS, RAPPORT, WMO, entry, rule, stylesheet

HEADER = f"""<xsl:variable name="versionInfo"><v:XSLTHeader xmlns:v="{RAPPORT}"><v:Standaard>iWmo</v:Standaard>
<v:StandaardRelease>2.1</v:StandaardRelease><v:XSLTVersie>{{}}</v:XSLTVersie></v:XSLTHeader></xsl:variable>"""


def identity(message: str) -> Identity:
    return Identity.of(WMO.format(message))


def test_entries_are_found_with_the_namespace_that_each_serves(opened, files):
    rules = opened(files)
    assert [(one.name, one.namespaces) for one in rules.entries] == [
        ("WMO305", (WMO.format("wmo305"),)),
        ("WMO307", (WMO.format("wmo307"),)),
    ]
    assert rules.serves == (identity("wmo305"), identity("wmo307"))


def test_each_entry_has_its_own_rules(opened, files):
    rules = opened(files)
    assert [one.codes for one in rules.entries] == [("CS002", "TR001"), ("TR001",)]
    assert rules.codes == {"CS002", "TR001"}


def test_standard_and_release_come_from_the_namespaces_and_the_version_from_the_variable(opened, files):
    rules = opened(files)
    assert (rules.id, rules.standard, rules.release, rules.version) == ("iwmo/2.1", "iwmo", "2.1", "1.0.0")
    assert rules.stamp.sha256 == rules.sha256
    assert rules.notes == ()


def test_the_version_header_goes_before_the_variable_whatever_its_prefix(opened, files):
    files["WMO305.xsl"] = files["WMO305.xsl"].replace(
        "</xsl:stylesheet>", HEADER.format("2.1.4") + "</xsl:stylesheet>"
    )
    assert opened(files).version == "2.1.4"


def test_a_snapshot_keeps_its_name(opened, files):
    files["common/basis.xsl"] = files["common/basis.xsl"].replace("1.0.0", "1.1.0-SNAPSHOT")
    assert opened(files).version == "1.1.0-SNAPSHOT"


def test_a_placeholder_left_unfilled_is_no_version_and_a_note(opened, files):
    files["common/basis.xsl"] = files["common/basis.xsl"].replace("1.0.0", "${version}")
    rules = opened(files)
    assert rules.version is None
    assert [(note.kind, str(note.place), note.text) for note in rules.notes] == [
        ("placeholder", "common/basis.xsl", "the version is left unfilled: ${version}")
    ]


def test_a_set_without_any_version_has_a_note(opened, files):
    files["common/basis.xsl"] = files["common/basis.xsl"].replace("xsltVersion", "other")
    rules = opened(files)
    assert (rules.version, [note.kind for note in rules.notes]) == (None, ["no-version"])


def test_prefixes_dont_matter(opened, files):
    files["rules/TR001.xsl"] = rule("TR001", "wmo305", "wmo307").replace("m0", "zz").replace("m1", "m0")
    assert opened(files).entry_for(identity("wmo307")).name == "WMO307"


def test_a_minified_set_is_read_by_the_form_of_its_codes(opened):
    space = WMO.format("wmo305")
    minified = (
        f'<stylesheet xmlns="http://www.w3.org/1999/XSL/Transform" xmlns:n0="{space}" xmlns:n1="{RAPPORT}" version="1.0">'
        '<template match="/"><n1:Rapport/></template>'
        '<template match="n0:Client" mode="m0"><call-template name="t0"><with-param name="p0">TR001</with-param>'
        '<with-param name="p1" select="\'CS002\'"/></call-template></template></stylesheet>'
    )
    (one,) = opened({"WMO305.xsl": minified}).entries
    assert (one.namespaces, one.codes) == ((space,), ("CS002", "TR001"))


def test_codes_written_into_the_report_and_modes_of_rules_count_and_tests_dont(opened):
    body = """
    <xsl:template match="m0:Client" mode="TR007"><r:Fout><r:Code><xsl:text>CS009</xsl:text></r:Code></r:Fout></xsl:template>
    <xsl:template match="*" mode="TR008"/>
    <xsl:template match="*" mode="getDetails"><xsl:if test="$pRule = 'TR010'">text</xsl:if></xsl:template>"""
    (one,) = opened({"WMO305.xsl": stylesheet(body + BASIS, "wmo305")}).entries
    assert one.codes == ("CS009", "TR007")


def test_the_entrys_file_name_may_be_in_lower_case(opened, files):
    files["wmo305.xsl"] = files.pop("WMO305.xsl")
    assert opened(files).entry_for(identity("wmo305")).path.name == "wmo305.xsl"


def test_a_helper_serves_what_no_entry_of_its_own_serves(opened, files):
    files["all.xsl"] = files["all_merged.xsl"] = entry("CS002", "TR001")
    del files["WMO307.xsl"]
    rules = opened(files)
    assert rules.entry_for(identity("wmo305")).name == "WMO305"
    assert rules.entry_for(identity("wmo307")).name == "all"
    assert [helper.name for helper in rules.helpers] == ["all", "all_merged"]


def test_a_stylesheet_that_others_import_is_no_helper(opened, files):
    files["basis.xsl"] = stylesheet(BASIS, "wmo305", "wmo307")
    files["common/basis.xsl"] = stylesheet('<xsl:import href="../basis.xsl"/>')
    assert opened(files).helpers == ()


def test_a_folder_of_rule_files_is_no_set(write, folder, files):
    write(files)
    with pytest.raises(Exception, match="no rule set in rules: no stylesheet in it transforms"):
        RuleSet.open(folder / "rules")


def test_without_namespaces_an_entry_serves_by_type_and_the_names_of_the_folders(write, tmp_path):
    files = {"WMO305.xsl": stylesheet(BASIS)}
    rules = RuleSet.open(write(files, tmp_path / "wmo" / "2_3"))
    assert rules.id == "iwmo/2.3"
    served = Identity.of("http://www.istandaarden.nl/iwmo/2_3/wmo305/schema")
    assert rules.entry_for(served).name == "WMO305"
    with pytest.raises(MessageError):
        rules.entry_for(identity("wmo305"))


def test_a_namespace_of_another_release_that_is_declared_too_isnt_served(opened, files):
    stray = 'xmlns:old="http://www.istandaarden.nl/iwmo/2_0/wmo305/schema/2_0" xmlns:r='
    files["rules/CS002.xsl"] = files["rules/CS002.xsl"].replace("xmlns:r=", stray)
    assert opened(files).entries[0].namespaces == (WMO.format("wmo305"),)


def test_a_message_of_the_set_with_another_form_of_the_namespace_is_told_so(opened, files):
    short = Identity.of("http://www.istandaarden.nl/iwmo/2_1/wmo305/schema")
    with pytest.raises(MessageError) as raised:
        opened(files).entry_for(short)
    assert raised.value.kind == "not-served"
    assert str(raised.value) == (
        "rule set iwmo/2.1 doesn't check iwmo 2.1 WMO305: it checks WMO305, WMO307 of iwmo 2.1; the namespace must be "
        "http://www.istandaarden.nl/iwmo/2_1/wmo305/schema/2_1, not http://www.istandaarden.nl/iwmo/2_1/wmo305/schema"
    )


def test_both_forms_of_the_namespace_are_served_when_both_are_declared(opened, files):
    short = "http://www.istandaarden.nl/iwmo/2_1/wmo305/schema"
    files["rules/CS002.xsl"] = files["rules/CS002.xsl"].replace("xmlns:r=", f'xmlns:s="{short}" xmlns:r=')
    assert opened(files).entries[0].namespaces == (short, WMO.format("wmo305"))


def test_a_message_of_another_type_is_told_what_the_set_checks(opened, files):
    with pytest.raises(
        MessageError, match=r"doesn't check iwmo 2\.1 WMO301: it checks WMO305, WMO307 of iwmo 2\.1$"
    ):
        opened(files).entry_for(identity("wmo301"))


def test_a_rule_file_that_no_entry_includes_is_a_note(opened, files):
    files["rules/TR099.xsl"] = rule("TR099", "wmo305")
    assert [(note.kind, str(note.place), note.text) for note in opened(files).notes] == [
        ("orphan", "rules/TR099.xsl", "no entry includes it: TR099 is never checked")
    ]


def test_a_rule_file_that_no_entry_includes_may_be_broken(opened, files):
    files["rules/TR099.xsl"] = "<broken"
    (note,) = opened(files).notes
    assert (note.kind, note.text) == (
        "orphan",
        "no entry includes it, and it can't be read: not well-formed XML",
    )


def test_parameters_are_those_of_all_files_that_are_reached(opened, files):
    files["common/basis.xsl"] = stylesheet(BASIS + '<xsl:param name="today"/>')
    assert opened(files).entries[0].parameters == ("today",)


def test_the_dialect_is_that_of_the_namespace_that_is_written(opened, files):
    assert opened(files).dialect == "rapport"
    svrl = stylesheet(BASIS, "wmo305").replace(RAPPORT, "http://purl.oclc.org/dsdl/svrl")
    assert RuleSet.open(_alone(files, opened, svrl)).dialect == "svrl"


def _alone(files, opened, text):
    folder = opened(files).folder
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "WMO305.xsl").write_text(text, encoding="utf-8")
    return folder


def test_the_digest_is_of_the_files_not_of_where_they_lie(write, files, tmp_path):
    here, there = (RuleSet.open(write(files, tmp_path / name / "2_1")) for name in ("a", "b/c"))
    assert here.sha256 == there.sha256
    assert [one.sha256 for one in here.entries] == [one.sha256 for one in there.entries]


def test_a_changed_rule_changes_the_digests_of_the_entries_that_reach_it(write, files, tmp_path):
    before = RuleSet.open(write(files, tmp_path / "a"))
    files["rules/CS002.xsl"] += "<!-- changed -->"
    after = RuleSet.open(write(files, tmp_path / "b"))
    assert before.sha256 != after.sha256
    assert [b.sha256 == a.sha256 for b, a in zip(before.entries, after.entries, strict=True)] == [False, True]
