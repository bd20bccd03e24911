"""Which template is taken: what is said to be overridden is never taken by SaxonC, whatever the templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from retour.xslt.names import XSL
from retour.xslt.precedence import Precedence, modes_of
from retour.xslt.stylesheets import Stylesheets
from saxonche import PySaxonProcessor

MESSAGE = "<a x='1'><b>text</b><b y='2'><c/></b><d/></a>"
PATTERNS = [
    "*", "a", "b", "b[1]", "b[@y]", "a/b", "b | c", "c | d", "a | b[@y]", "node()", "@*", "@x", "text()", "/", "/ | a",
    ".", "element(b)", "*:b", "Q{}b", "b except c", "(b | d)", "//c", "child::b", "self::c",
]  # fmt: skip
PRIORITIES = [None, "-1", "-0.5", "0", "0.2", "0.5", "2"]
MODES = [None, "#default", "#unnamed", "m", "m n", "#all"]
GOING_ON = ["", "", "", "<s:next-match/>", "<s:apply-imports/>", "<s:call-template name='on'/>"]

template = st.tuples(
    st.sampled_from(PATTERNS), st.sampled_from(PRIORITIES), st.sampled_from(MODES), st.sampled_from(GOING_ON)
)
module = st.lists(template, max_size=4)


def written(number: int, parts: tuple[str, str | None, str | None, str]) -> str:
    match, priority, mode, going_on = parts
    stated = "".join(
        f' {name}="{value}"' for name, value in (("priority", priority), ("mode", mode)) if value is not None
    )
    return f'<s:template match="{match}"{stated}><t n="{number}"/>{going_on}</s:template>'


def sheet(top: str) -> str:
    return f'<s:stylesheet version="3.0" xmlns:s="{XSL}">{top}</s:stylesheet>'


class Written:
    """An entry of four files: it includes one, imports another, and what it includes imports a third."""

    def __init__(self, folder: Path, modules: list[list[tuple[str, str | None, str | None, str]]]) -> None:
        numbered = iter(range(100))
        bodies = ["".join(written(next(numbered), parts) for parts in each) for each in modules]
        selected = "".join(
            f'<s:apply-templates select="$m/(. | .//node() | .//@*)" mode="{mode}"/>'
            for mode in ("#unnamed", "m", "n")
        )
        start = f'<s:template name="start"><o><s:variable name="m" select="."/>{selected}</o></s:template>'
        calling = '<s:template name="on"><s:next-match/></s:template>'
        files = {
            "imported.xsl": bodies[0],
            "below.xsl": bodies[1],
            "included.xsl": f'<s:import href="below.xsl"/>{bodies[2]}',
            "entry.xsl": f'<s:import href="imported.xsl"/>{bodies[3]}<s:include href="included.xsl"/>{bodies[4]}{start}{calling}',
        }
        for name, text in files.items():
            (folder / name).write_text(sheet(text), encoding="utf-8")
        self.entry = folder / "entry.xsl"
        self.precedence = Precedence(Stylesheets(folder).reached(self.entry))

    @property
    def in_force(self) -> set[str]:
        """The numbers of the templates that are said to be in force."""
        return {str(t[0].get("n")) for t in self.precedence.in_force if t.get("match")}

    def taken(self) -> set[str]:
        """The numbers of those that SaxonC takes, of all nodes in all modes."""
        processor = PySaxonProcessor(license=False)
        executable = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(self.entry))
        executable.set_global_context_item(xdm_item=processor.parse_xml(xml_text=MESSAGE))
        executable.set_initial_match_selection(xdm_value=processor.parse_xml(xml_text=MESSAGE))
        report = executable.call_template_returning_string("start")
        return {part.partition('"')[0] for part in report.split('<t n="')[1:]}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.tuples(module, module, module, module, module))
def test_what_is_taken_is_in_force(tmp_path: Path, modules) -> None:
    set_of_rules = Written(tmp_path, list(modules))
    assert set_of_rules.taken() <= set_of_rules.in_force


def t(match: str, priority: str | None = None, mode: str | None = None, going_on: str = ""):
    return (match, priority, mode, going_on)


NONE: list[object] = []


@pytest.mark.parametrize(
    ("modules", "in_force"),
    [
        # Each alternative has its own default priority: 0.2 goes before both, and 0.5 isn't that of a union.
        ([NONE, NONE, NONE, [t("b | c", "0.2"), t("b | c")], NONE], {"0"}),
        ([NONE, NONE, NONE, [t("b | c", "-0.2"), t("b | c")], NONE], {"1"}),
        ([NONE, NONE, NONE, [t("b | c[1]", "0.2"), t("b | c[1]")], NONE], {"0", "1"}),
        # The last that is written, includes where they stand.
        ([NONE, NONE, NONE, [t("b")], [t("b")]], {"1"}),
        ([NONE, NONE, [t("b")], [t("b")], NONE], {"0"}),
        ([NONE, NONE, [t("b")], NONE, [t("b")]], {"1"}),
        # What is imported comes after all of what imports it, whatever the priority.
        ([[t("b", "2")], NONE, NONE, [t("b")], NONE], {"1"}),
        ([[t("b", "2")], NONE, [t("*")], NONE, NONE], {"1"}),
        ([NONE, [t("b", "2")], NONE, NONE, [t("b", "-1")]], {"1"}),
        # What an included file imports comes before what the entry imports above it.
        ([[t("b")], [t("b")], NONE, NONE, NONE], {"1"}),
        # Another mode is another matter, and #all is every one.
        ([NONE, NONE, NONE, [t("b", mode="m"), t("b")], NONE], {"0", "1"}),
        ([NONE, NONE, NONE, [t("b", mode="m"), t("b", mode="n m")], NONE], {"1"}),
        ([NONE, NONE, NONE, [t("b", mode="m n"), t("b", mode="m")], NONE], {"0", "1"}),
        ([NONE, NONE, NONE, [t("b", mode="m"), t("b", mode="#all")], NONE], {"1"}),
        ([NONE, NONE, NONE, [t("b", mode="#all"), t("b", mode="m")], NONE], {"0", "1"}),
        ([NONE, NONE, NONE, [t("b", mode="#default"), t("b")], NONE], {"1"}),
        # What goes on to the next leaves it something.
        ([NONE, NONE, NONE, [t("b"), t("b", going_on="<s:next-match/>")], NONE], {"0", "1"}),
        ([NONE, NONE, NONE, [t("b"), t("b", going_on="<s:call-template name='on'/>")], NONE], {"0", "1"}),
        ([NONE, NONE, NONE, [t("b"), t("b"), t("b", going_on="<s:next-match/>")], NONE], {"1", "2"}),
        ([[t("b")], NONE, NONE, [t("b"), t("b", going_on="<s:apply-imports/>")], NONE], {"0", "2"}),
        # A more general one takes all that a special one takes.
        ([NONE, NONE, NONE, [t("a/b[1]"), t("*", "2")], NONE], {"1"}),
        ([NONE, NONE, NONE, [t("a/b[1]"), t("c", "2")], NONE], {"0", "1"}),
    ],
)  # fmt: skip
def test_in_force(tmp_path: Path, modules, in_force: set[str]) -> None:
    set_of_rules = Written(tmp_path, modules)
    assert set_of_rules.in_force == in_force
    assert set_of_rules.taken() == in_force


@pytest.mark.parametrize(
    ("template", "modes"),
    [
        ('<s:template match="a"/>', {"d"}),
        ('<s:template match="a" mode="#default #unnamed"/>', {"d", "#unnamed"}),
        ('<s:template match="a" mode=" m  n "/>', {"m", "n"}),
        ('<s:template match="a" mode="p:m"/>', {"Q{urn:p}m"}),
        ('<s:template match="a" mode="#all"/>', {"#all"}),
        ('<s:template match="a" default-mode="e"/>', {"e"}),
        ('<s:template name="a"/>', set()),
    ],
)
def test_modes(template: str, modes: set[str]) -> None:
    root = etree.fromstring(
        sheet(template).replace("<s:stylesheet", '<s:stylesheet default-mode="d" xmlns:p="urn:p"')
    )
    assert modes_of(root[0]) == modes
