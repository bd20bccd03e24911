"""Many mutants in one stylesheet: each gives the reports that it gives alone."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree
from retour.engines import Engine, Job, Order, Reply, Request, StylesheetFile, open_engine
from retour.errors import RetourError
from retour.messages import read_message
from retour.mutation.generation import generate
from retour.mutation.in_patterns import guarded
from retour.mutation.model import Mutant
from retour.mutation.reach import Reach
from retour.mutation.schemata import PARAMETER, write_schemata
from retour.rulesets import RuleSet
from retour.xslt.names import XSL
from retour.xslt.source import Source
from retour.xslt.stylesheets import Stylesheets
from retour.xslt.xpath import parse_xpath
from samples import REPOSITORY

pytestmark = pytest.mark.long

SET = RuleSet.open(REPOSITORY / "rules" / "iwmo" / "2_1")
(ENTRY,) = (entry for entry in SET.entries if entry.name == "WMO307")
STYLESHEETS = Stylesheets(SET.folder)
SOURCES = {sheet.path: Source(sheet) for sheet in STYLESHEETS.reached(ENTRY.path)}
MESSAGE = REPOSITORY / "fixtures" / "iwmo" / "2_1" / "wmo307" / "tr018-ends-the-day-before-it-began.xml"
FILES = ("TR018", "TR064", "CS057", "duplicates", "WMO307")


def in_reach(*stems: str) -> list[Mutant]:
    reach = Reach(ENTRY, SOURCES)
    found = (m for path, s in SOURCES.items() if path.stem in stems for m in generate(s).mutants)
    return [mutant for mutant in found if reach.reaches(mutant)]


def alone(mutant: Mutant, folder: Path) -> Path:
    """The entry with one mistake written into it."""
    write_schemata(ENTRY.path, SOURCES.values(), [], folder)
    copy = folder / mutant.file.relative_to(REPOSITORY / "rules")
    root = deepcopy(SOURCES[mutant.file].sheet.root)
    elements = list(root.iter(etree.Element))
    for edit in mutant.edits:
        element = elements[edit.element]
        if edit.how == "attribute":
            element.set(edit.attribute, edit.value)
        elif edit.how == "alternative":
            alternatives = [text.strip() for text in element.get("match").split("|")]
            alternatives[edit.alternative] = edit.value
            element.set("match", " | ".join(filter(None, alternatives)))
        elif edit.how == "twice":
            element.extend([deepcopy(c) for c in element if c.tag != f"{{{XSL}}}param"])
        elif element.tag == f"{{{XSL}}}template" and not element.get("match"):
            element[:] = [c for c in element if c.tag == f"{{{XSL}}}param"]
        else:
            element.getparent().remove(element)
    if copy.name == ENTRY.path.name:
        etree.SubElement(root, f"{{{XSL}}}param", name=PARAMETER)
    copy.write_bytes(etree.tostring(root))
    return next(folder.rglob(ENTRY.path.name))


@pytest.fixture
def engine() -> Engine:
    return open_engine("saxon", 0)


def run(engine: Engine, stylesheet: Path, number: int = 0) -> str | type[RetourError]:
    sheet = StylesheetFile(str(stylesheet), "x", str(stylesheet.parent))
    order = Order(sheet, read_message(MESSAGE, "message").text, {PARAMETER: str(number)})

    def complete(answer: Reply | RetourError) -> str | type[RetourError]:
        return answer.report if isinstance(answer, Reply) else type(answer)

    return engine.submit([Job("", lambda: Request(order, 60), complete)])[0].result()


def test_each_mutant_is_what_it_is_alone(tmp_path: Path, engine: Engine) -> None:
    mutants = in_reach(*FILES)
    together = write_schemata(ENTRY.path, SOURCES.values(), mutants, tmp_path / "together")(ENTRY.path)
    (tmp_path / "apart").mkdir()

    different = [
        f"{mutant.file.name}:{mutant.line} {mutant.change}"
        for number, mutant in enumerate(mutants, start=1)
        if run(engine, together, number) != run(engine, alone(mutant, tmp_path / "apart" / mutant.id))
    ]

    assert len(mutants) > 60
    assert {edit.how for mutant in mutants for edit in mutant.edits} == {
        "attribute",
        "alternative",
        "removed",
        "twice",
    }
    assert different == []


def test_with_none_awake_the_report_is_that_of_the_rules(tmp_path: Path, engine: Engine) -> None:
    mutants = in_reach(*(path.stem for path in SOURCES))
    copy = write_schemata(ENTRY.path, SOURCES.values(), mutants, tmp_path)(ENTRY.path)

    report = run(engine, copy)

    assert "TR018" in report
    assert report == run(
        engine, write_schemata(ENTRY.path, SOURCES.values(), [], tmp_path / "none")(ENTRY.path)
    )


def test_a_template_keeps_its_priorities(tmp_path: Path) -> None:
    """A predicate would change them: a template with alternatives of several is written once for each."""
    rule = tmp_path / "rule.xsl"
    rule.write_text(
        f'<xsl:stylesheet version="1.0" xmlns:xsl="{XSL}">'
        '<xsl:template match="* | A | B/C" mode="m"><xsl:copy/></xsl:template></xsl:stylesheet>',
        encoding="utf-8",
    )
    source = Source(Stylesheets(tmp_path).get(rule))
    mutants = [m for m in generate(source).mutants if m.edits[0].how == "alternative"]

    copy = write_schemata(rule, [source], mutants, tmp_path / "copy")(rule)

    templates = etree.parse(copy).getroot().findall(f"{{{XSL}}}template")
    assert {t.get("priority"): t.get("match").count("$retour-mutant-number") for t in templates} == {
        "-0.5": 1,
        "0": 4,
        "0.5": 4,
    }


@pytest.mark.parametrize(
    ("alternative", "with_condition"),
    [
        ("m:A", "m:A[$x]"),
        ("m:A[1]", "m:A[1][$x]"),
        ("/", "document-node()[$x]"),
        ("m:A except m:B", "(m:A except m:B)[$x]"),
        ("(m:A)", "(m:A)[$x]"),
    ],
)
def test_a_condition_holds_for_the_whole_alternative(alternative: str, with_condition: str) -> None:
    expression = parse_xpath(alternative, {"m": "urn:m"})
    assert expression is not None
    assert guarded(expression, "$x") == with_condition
