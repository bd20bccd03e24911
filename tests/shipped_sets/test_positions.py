"""Where findings lie in long lists: SaxonC seeks the position by halving, libxslt counts, and both are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from lxml import etree
from retour import RuleSet
from retour.rulesets.dialects import dialect_named
from saxonche import PySaxonProcessor
from second_opinion import said_by_libxslt

from benchmarks.synthetic import declaration

LINE = "{http://www.istandaarden.nl/iwmo/2_1/wmo303/schema/2_1}Prestatie"


def places(text: str, rules: RuleSet) -> list[list[str]]:
    """The locations of each finding of TR101 in a WMO303, as SaxonC writes them; libxslt has to say the same."""
    (entry,) = (entry for entry in rules.entries if entry.name == "WMO303")
    processor = PySaxonProcessor(license=False)
    stylesheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(entry.path))
    report = stylesheet.transform_to_string(xdm_node=processor.parse_xml(xml_text=text))
    found = dialect_named("rapport").read(report, lambda _: None).findings
    said = [(finding.code, [place.path for place in finding.locations]) for finding in found]
    other = said_by_libxslt(etree.XSLT(etree.parse(entry.path)), text.encode())
    assert said == [(code, list(paths)) for code, paths, _ in other]
    return [paths for code, paths in said if code == "TR101"]


def pairs(lines: int) -> Iterator[list[str]]:
    for number in range(1, lines // 2 + 1):
        yield [
            f"/Bericht/Clienten/Client/Prestaties/Prestatie[{place}]"
            for place in (number, number + lines // 2)
        ]


@pytest.mark.parametrize("lines", [2, 50, 52, 102, 104, 130])
def test_every_line_of_a_list(shipped_sets: Mapping[str, RuleSet], lines: int) -> None:
    text = declaration(lines, numbered_twice=lines // 2)

    assert places(text, shipped_sets["iwmo/2.1"]) == list(pairs(lines))


def test_elements_of_another_name_do_not_count(shipped_sets: Mapping[str, RuleSet]) -> None:
    root = etree.fromstring(declaration(130, numbered_twice=65))
    for line in root.iter(LINE):
        line.addprevious(etree.Element(f"{LINE}Anders"))

    assert places(etree.tostring(root, encoding="unicode"), shipped_sets["iwmo/2.1"]) == list(pairs(130))
