"""Rules that iWlz has under the same number judge our fixtures as ours do, in messages translated to iWlz."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from lxml import etree
from ran_cases import PROJECT, Ran
from retour import RuleSet
from second_opinion import Said, said_by_harness, said_by_libxslt

_PLACE = os.environ.get("RETOUR_OFFICIAL_SETS")
_FOUND = sorted(Path(_PLACE).rglob("wlz/2_2")) if _PLACE else []

pytestmark = pytest.mark.skipif(
    not _FOUND, reason="RETOUR_OFFICIAL_SETS doesn't name a folder with the official set of iWlz 2.2"
)

SETS = {
    f"{standard}/{release}": PROJECT / "rules" / standard / release.replace(".", "_")
    for standard in ("iwmo", "ijw")
    for release in ("2.1", "3.2")
}

OFF = "inferred-rules-are-off"
"""The cases in which rules are switched off that iWlz has."""

TRANSLATED = {
    "WMO301": (
        "AW33",
        {
            "Beschikking": "Indicatie",
            "BeschiktProduct": "GeindiceerdeFunctie",
            "ToegewezenProduct": "ToegewezenFunctie",
        },
    ),
    "WMO305": (
        "AW35",
        {
            "StartProduct": "GeleverdeFunctie",
            "StartProducten": "GeleverdeFuncties",
            "Aanbieder": "Instelling",
        },
    ),
    "WMO307": (
        "AW39",
        {"StopProduct": "MutatieFunctie", "StopProducten": "MutatieFuncties", "Aanbieder": "Instelling"}
        | {"Einddatum": "Mutatiedatum"},
    ),
}
"""The iWlz message that has a message's rules and elements, and what its classes are called there."""

COMPARED = {
    "WMO301": ("CD005", "CD007", "CD009", "CD016", "CD017", "CD025", "CD034", "CS002", "CS003", "CS023", "CS050", "CS089",
               "TR002", "TR006", "TR061", "TR097", "TR101"),
    "WMO305": ("CS002", "CS023", "CS058", "TR002", "TR064", "TR097", "TR101"),
    "WMO307": ("CS002", "CS023", "CS058", "TR002", "TR018", "TR064", "TR097", "TR101"),
}  # fmt: skip

WITH_THE_SAME_KEY = {"Client", "Contact", "Relatie", "Beperking", "BeperkingScore"}
"""The classes of which TR101 compares the same elements; products are named otherwise in iWlz."""

DECIDED_OTHERWISE = {
    "CS003": (
        "iWlz reports an end without a beginning",
        "//*[local-name()='Periode'][not(*[local-name()='Begindatum'])]",
    ),
    "CS050": (
        "iWlz takes 1 alone without Partnernaam, iWmo 3.2 an organisation (6) too",
        "//*[local-name()='NaamGebruik'][. = '6']",
    ),
    "CS089": (
        "iWlz reports a missing postcode here, which is CD005's",
        "//*[local-name()='Adres'][*[local-name()='LandCode'] = 'NL'][not(*[local-name()='Postcode'])]",
    ),
    "TR002": (
        "iWlz lets 1900-01-01 without DatumGebruik pass, by a slip of its stylesheet, and knows it without white space alone",
        "//*[local-name()='Geboortedatum'][*[local-name()='Datum'] = '1900-01-01'][not(*[local-name()='DatumGebruik'])]"
        "| //*[local-name()='Geboortedatum'][*[local-name()='Datum'] = ' 1900-01-01 ']",
    ),
    "TR061": (
        "iWlz takes kinds 01 and 03 alone, iWmo 3.2 also 02",
        "//*[local-name()='Contactgegevens']/*[local-name()='Contact']/*[local-name()='Soort'][. = '02']",
    ),
    "TR097": (
        "iWlz takes a date with white space around it for another one",
        "//*[local-name()='Geboortedatum']/*[local-name()='Datum'][. != normalize-space()]",
    ),
}
"""By rule: why we decided otherwise, and what a message holds on which the two may differ for that reason."""


def translated(ran: Ran) -> etree._Element:
    """The message of a case as an iWlz one: other namespaces and names, the same structure."""
    type_, names = TRANSLATED[ran.type]
    root = etree.fromstring(ran.data)
    own = etree.QName(root).namespace
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        space = type_.lower() if name.namespace == own else "basisschema"
        local = names.get(name.localname, name.localname)
        if local == "Beperking" and not len(element):  # the class has that name too
            local = "Categorie"
        element.tag = f"{{http://www.istandaarden.nl/iwlz/2_2/{space}/schema}}{local}"
    return root


def comparable(said: Iterable[Said]) -> set[str]:
    """The rules that fired, without TR101 on classes that have another key in iWlz."""
    return {
        code
        for code, places, _ in said
        if code != "TR101" or re.sub(r".*/|\[.*", "", places[0]) in WITH_THE_SAME_KEY
    }


def test_agreement(ran: Sequence[Ran]) -> None:
    rules = RuleSet.open(_FOUND[0])
    names = {type_ for type_, _ in TRANSLATED.values()}
    transforms = {
        entry.name: etree.XSLT(etree.parse(entry.path)) for entry in rules.entries if entry.name in names
    }
    differing, otherwise, fired, compared = [], set(), set(), 0
    checked = {name: RuleSet.open(folder).codes for name, folder in SETS.items()}
    for each in ran:
        if each.type not in TRANSLATED or each.case.id.startswith(OFF):
            continue
        transform = transforms[TRANSLATED[each.type][0]]
        ours = comparable(said_by_harness(each.outcome))
        theirs = comparable(said_by_libxslt(transform, etree.tostring(translated(each))))
        for rule in checked[str(each.case.rules)].intersection(COMPARED[each.type]):
            compared += 1
            if (rule in ours) == (rule in theirs):
                fired |= {(rule, each.type)} if rule in theirs else set()
            elif rule in DECIDED_OTHERWISE and etree.fromstring(each.data).xpath(DECIDED_OTHERWISE[rule][1]):
                otherwise.add(rule)
            else:
                differing.append((rule, each.type, each.case.id))

    assert differing == []
    assert otherwise == set(DECIDED_OTHERWISE), "a decision that makes no difference any more"
    assert fired == {(rule, type_) for type_, codes in COMPARED.items() for rule in codes}
    assert compared > 2_000
