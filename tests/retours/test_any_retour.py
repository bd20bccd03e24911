"""Whatever a retour looks like, it is compared: something is found, or nothing, and nothing breaks."""

from __future__ import annotations

from copy import deepcopy
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from retour import RuleSet
from retour.errors import MessageError
from retour.messages import Message, parse_message
from retour.retours import PAIR_CODES, Pair, Side, answer, pair_findings
from samples import REPOSITORY

PAIRS = [
    ("2_1/wmo303/declaration", "2_1/wmo304/declaration-retour"),
    ("2_1/wmo305/start", "2_1/wmo306/start-retour"),
    ("3_2/wmo323/declaration", "3_2/wmo325/declaration-answer"),
]
TEXTS = ["", " ", "0", "-1", "07", "9" * 40, "2017-02-30", "S002", "0001", "8001", "é\n<&>", "C"]


@cache
def rules(release: str) -> RuleSet:
    return RuleSet.open(REPOSITORY / "rules/iwmo" / release)


@cache
def message(name: str) -> Message:
    return parse_message((REPOSITORY / f"fixtures/iwmo/{name}.xml").read_bytes(), name)


def release_of(name: str) -> str:
    return name.partition("/")[0]


def spoilt(data: st.DataObject, root: etree._Element) -> etree._Element:
    """A copy of a message in which some elements are gone, doubled, renamed or say something else."""
    copied = deepcopy(root)
    for _ in range(data.draw(st.integers(1, 4), label="changes")):
        elements = list(copied.iter(etree.Element))[1:]
        if not elements:
            break
        element = elements[data.draw(st.integers(0, len(elements) - 1), label="element")]
        match data.draw(st.sampled_from(["remove", "double", "rename", "text"]), label="change"):
            case "remove":
                element.getparent().remove(element)
            case "double":
                element.addnext(deepcopy(element))
            case "rename":
                element.tag = data.draw(
                    st.sampled_from(
                        ["Client", "{urn:x}Header", "RetourCodes", "Prestatie", "DeclaratieAntwoord"]
                    )
                )
            case "text":
                element.text = data.draw(st.sampled_from(TEXTS))
    return copied


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_retour_is_compared(data: st.DataObject) -> None:
    heen, retour = data.draw(st.sampled_from(PAIRS))
    before, after = message(heen), message(retour)
    changed = parse_message(etree.tostring(spoilt(data, after.root)), "changed.xml")

    found = pair_findings(Pair(Side.of(before), Side.of(changed), rules(release_of(heen))))

    assert {finding.code for finding in found} <= set(PAIR_CODES)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_heenbericht_is_compared_with_its_answer(data: st.DataObject) -> None:
    """An answer is made of what is there, unless its identification can't be."""
    name, _ = data.draw(st.sampled_from(PAIRS))
    heen = parse_message(etree.tostring(spoilt(data, message(name).root)), "changed.xml")

    try:
        retour = parse_message(answer(heen, rules(release_of(name)), []), "retour.xml")
    except MessageError as error:
        assert "the identification" in error.text
    else:
        assert retour.identity == heen.identity.answers()[0]
