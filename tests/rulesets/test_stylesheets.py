"""Files, and what they reach: found, refused, and said in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from retour.errors import NotServed, RuleSetError
from retour.model import Identity
from retour.rulesets import RuleSet
from retour.workspace import workspace_for
from small_sets import BASIS, WMO, entry, stylesheet


def only(*links: str, **attributes: str) -> dict[str, str]:
    """A set of one entry that has links."""
    return {"WMO305.xsl": stylesheet("".join(f'<xsl:import href="{link}"/>' for link in links) + BASIS)}


def test_an_import_may_leave_the_sets_folder(opened, write, folder, files):
    write({"common/2_0/basis.xsl": stylesheet(BASIS)}, folder.parents[1])
    files["common/basis.xsl"] = stylesheet('<xsl:import href="../../../common/2_0/basis.xsl"/>')
    rules = opened(files)
    assert folder.parents[1] / "common/2_0/basis.xsl" in rules.entry_for(rules.serves[0]).files


def test_a_missing_file_gives_the_link_and_the_nearest_name(refused, files):
    files["WMO305.xsl"] = stylesheet('\n<xsl:include href="rules/TR010.xsl"/>' + BASIS)
    files |= {"WMO307.xsl": files["WMO305.xsl"]}
    assert refused(files) == (
        "WMO305.xsl:2: links to rules/TR010.xsl, which doesn't exist, did you mean 'TR001.xsl'?"
    )


def test_a_file_name_in_another_case_is_a_hint(refused, files):
    files["common/Basis.xsl"] = files.pop("common/basis.xsl")
    assert refused(files) == (
        "WMO305.xsl:1: links to common/basis.xsl, but the file is called Basis.xsl: upper and lower case must be the same"
    )


def test_a_folder_name_in_another_case_is_a_hint(refused):
    files = only("Common/basis.xsl") | {"common/basis.xsl": stylesheet(BASIS)}
    assert refused(files) == (
        "WMO305.xsl:1: links to Common/basis.xsl, but the folder is called common: upper and lower case must be the same"
    )


@pytest.mark.parametrize(
    "href",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "http://example.org/basis.xsl",
        " http://example.org/basis.xsl",
        "C:/basis.xsl",
        "c%3A/basis.xsl",
        "%2Fetc/passwd",
        "..\\basis.xsl",
        "basis.xsl#other",
        "basis.xsl?strip-space=yes",
        "",
    ],
)
def test_only_relative_paths_are_followed(refused, href):
    assert refused(only(href)).endswith("only relative paths are followed")


def test_what_is_reached_must_be_a_stylesheet_and_its_content_isnt_shown(refused):
    files = only("data.xml") | {"data.xml": "<secret>1234</secret>"}
    assert refused(files) == "data.xml: is not an XSLT stylesheet"


def test_a_file_that_isnt_xml_isnt_shown(refused):
    files = only("passwords") | {"passwords": "root:secret"}
    assert refused(files) == "passwords:1:1: not well-formed XML"


def test_a_doctype_is_refused(refused):
    sheet = only()["WMO305.xsl"]
    assert refused({"WMO305.xsl": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + sheet}) == (
        "WMO305.xsl: has a DTD (<!DOCTYPE …>), which a stylesheet here may not have"
    )
    assert "has a DTD" in refused({"WMO305.xsl": '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">' + sheet})


def test_a_large_file_is_refused_unless_the_limit_is_raised(opened):
    large = only()
    large["WMO305.xsl"] += f"<!--{'x' * 20_000_000}-->"
    with pytest.raises(RuleSetError) as refused:
        opened(large)
    assert str(refused.value) == (
        "WMO305.xsl: larger than 16.78 MB: where that is right, raise stylesheet_limit in the configuration"
    )


def test_the_limit_is_that_of_the_project(tmp_path, files):
    (tmp_path / "retour.toml").write_text('stylesheet_limit = "100 B"\n')
    for name, text in files.items():
        file = tmp_path / "rules" / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    shelf = workspace_for(tmp_path).shelf

    with pytest.raises(RuleSetError, match="larger than 100 B"):
        shelf.open(tmp_path / "rules" / "own")
    (tmp_path / "retour.toml").write_text('stylesheet_limit = "100 kB"\n')
    assert workspace_for(tmp_path).shelf.open(tmp_path / "rules" / "own").entries


@pytest.mark.parametrize("encoding", ["UTF-7", "cp037", "Shift_JIS"])
def test_an_encoding_that_parsers_read_differently_is_refused(opened, write, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + only()["WMO305.xsl"]
    folder = write({})
    folder.mkdir(parents=True)
    (folder / "WMO305.xsl").write_bytes(text.encode(encoding))
    with pytest.raises(Exception, match=r"WMO305.xsl.*(: is in the encoding|not well-formed)"):
        RuleSet.open(folder)


def test_a_pipe_is_no_stylesheet_and_isnt_waited_for(refused, folder):
    folder.mkdir(parents=True)
    os.mkfifo(folder / "WMO305.xsl")
    assert refused({}) == "WMO305.xsl: is a pipe, and no stylesheet"


def test_a_device_is_no_stylesheet_and_isnt_read_to_its_end(refused, folder):
    folder.mkdir(parents=True)
    (folder / "WMO305.xsl").symlink_to("/dev/zero")
    assert refused({}) == "WMO305.xsl: is a device, and no stylesheet"


def test_a_folder_is_no_stylesheet(refused, folder):
    (folder / "WMO305.xsl").mkdir(parents=True)
    assert refused({}) == "WMO305.xsl: is a folder, and no stylesheet"


def test_a_link_to_nothing_says_where_it_leads(refused, folder):
    folder.mkdir(parents=True)
    (folder / "WMO305.xsl").symlink_to("gone.xsl")
    assert refused({}) == "WMO305.xsl: is a link to gone.xsl, which doesn't exist, and no stylesheet"


def test_what_is_imported_must_be_a_file(refused, folder):
    (folder / "common").mkdir(parents=True)
    os.mkfifo(folder / "common" / "pipe.xsl")
    (folder / "common" / "gone.xsl").symlink_to("nowhere.xsl")
    assert refused(only("common")) == "WMO305.xsl:1: links to common, which is a folder"
    assert refused(only("common/pipe.xsl")) == "WMO305.xsl:1: links to common/pipe.xsl, which is a pipe"
    assert refused(only("common/gone.xsl")) == (
        "WMO305.xsl:1: links to common/gone.xsl, which is a link to nowhere.xsl, which doesn't exist"
    )


def test_a_circle_of_imports_is_shown(refused):
    files = only("a.xsl") | {
        "a.xsl": stylesheet('<xsl:include href="b.xsl"/>'),
        "b.xsl": stylesheet('<xsl:import href="a.xsl"/>'),
    }
    assert refused(files) == "a.xsl: imports in a circle: a.xsl → b.xsl → a.xsl"


def test_a_stylesheet_that_imports_itself_is_a_circle(refused):
    assert refused(only("WMO305.xsl")).endswith("WMO305.xsl → WMO305.xsl")


def test_imports_that_go_too_deep_are_refused(refused):
    chain = {f"{n}.xsl": stylesheet(f'<xsl:import href="{n + 1}.xsl"/>') for n in range(60)}
    assert refused(only("0.xsl") | chain) == "WMO305.xsl: imports more than 50 levels deep"


def test_what_could_read_while_it_is_compiled_is_refused(refused):
    instruction = """<xsl:variable name="v" _static="yes" select="doc('secret.xml')"/>"""
    assert refused({"WMO305.xsl": stylesheet(f"\n{instruction}{BASIS}")}) == (
        "WMO305.xsl:2: uses doc() in select: what is evaluated while a rule set is compiled may use only literals, "
        "operators, static variables, and functions on texts, numbers and booleans"
    )


def test_reading_while_running_is_left_to_the_processor(opened):
    body = """<xsl:template match="m0:Bericht"><xsl:copy-of select="document('list.xml')"/></xsl:template>"""
    assert opened({"WMO305.xsl": stylesheet(body, "wmo305")}).id == "iwmo/2.1"


def test_attributes_that_send_links_elsewhere_are_refused(refused):
    assert refused({"WMO305.xsl": stylesheet(f'<xsl:import href="a.xsl" xml:base="/etc/"/>{BASIS}')}) == (
        "WMO305.xsl:1: has xml:base, which would send its links elsewhere"
    )
    assert refused({"WMO305.xsl": stylesheet(f'<xsl:import href="a.xsl" _href="/etc/x"/>{BASIS}')}) == (
        "WMO305.xsl:1: has _href, which would send its links elsewhere"
    )


def test_a_diamond_of_imports_is_read_once_and_the_last_import_wins(opened, files):
    files["common/basis.xsl"] = stylesheet(
        '<xsl:import href="first.xsl"/><xsl:import href="last.xsl"/>' + BASIS.replace("xsltVersion", "other")
    )
    for name in ("first", "last"):
        files[f"common/{name}.xsl"] = stylesheet(f'<xsl:variable name="xsltVersion">{name}</xsl:variable>')
    assert opened(files).version == "last"


def test_what_an_entry_says_goes_before_what_it_imports(opened, files):
    own = '<xsl:import href="common/basis.xsl"/><xsl:variable name="xsltVersion" select="\'9.9\'"/>'
    files = {"common/basis.xsl": files["common/basis.xsl"], "WMO305.xsl": stylesheet(own, "wmo305")}
    assert opened(files).version == "9.9"


def test_an_entry_that_is_broken_leaves_the_others_usable(opened, folder, files):
    files["WMO307.xsl"] = entry("TR404")
    rules = opened(files)
    assert [one.name for one in rules.entries] == ["WMO305"]
    assert str(rules.broken["WMO307"]) == (
        "WMO307.xsl:1: links to rules/TR404.xsl, which doesn't exist, did you mean 'TR001.xsl'?"
    )


@pytest.mark.parametrize("manifest", ["", "entries: {WMO305: order.xsl}"], ids=["by-itself", "named"])
def test_the_only_entry_that_is_broken_says_its_own_error(refused, manifest):
    files = {"order.xsl": "<broken"} | ({"ruleset.yaml": manifest} if manifest else {})
    assert refused(files).startswith("order.xsl:1:")


def test_a_message_that_is_not_checked_is_told_with_the_entries_that_are_broken(opened, files):
    files["order.xsl"] = "<broken"
    with pytest.raises(
        NotServed, match=r"it checks WMO305, WMO307 of iwmo 2\.1; order can't be used: order\.xsl:1:"
    ):
        opened(files).entry_for(Identity.of(WMO.format("wmo301")))


def test_no_folder_at_all(tmp_path: Path):
    with pytest.raises(Exception, match="no rule set at nothing: there is no such folder"):
        RuleSet.open(tmp_path / "nothing")
