"""The heenbericht that a retourbericht answers, rebuilt from it: a retour repeats what it answers, and adds to that.

Source: the forms of the messages of iWmo 2.1 and 2.3 and of iWlz 2.2. The published sets check a retour in this way too.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from retour.messages.amounts import total_of, write_amount
from retour.messages.text import text_of
from retour.model import Identity

ADDED_IN_RETOUR = frozenset(
    {
        "DagtekeningRetour",
        "IdentificatieRetour",
        "RetourBedragen",
        "RetourCodes",
        "RetourHeader",
        "ToegekendeBedragPrestatie",
        "TotaalToegekendBedrag",
        "XsdVersieRetour",
        "XsltVersie",
    }
)
"""What a retour has and its heenbericht doesn't."""


def heenbericht(retour: etree._Element, heen: Identity) -> etree._Element:
    """Rebuild the heenbericht from the root of its retour.

    What the two have in common keeps its path. The totals of a declaration aren't repeated in its retour: they are
    worked out again from the lines that are.

    Args:
        heen: what the heenbericht is, with its namespace.
    """
    own = etree.QName(retour).namespace
    root = deepcopy(retour)
    for element in list(root.iter(etree.Element)):
        name = etree.QName(element)
        parent = element.getparent()
        if name.localname in ADDED_IN_RETOUR and parent is not None:
            parent.remove(element)
        elif name.namespace == own:
            element.tag = f"{{{heen.namespace}}}{name.localname}"
    for code in root.iterfind("{*}Header/{*}BerichtCode"):
        if (text := text_of(code).strip()).isdigit():
            code.text = str(int(text) - 1).zfill(len(text))
    for identification in root.iterfind("{*}Header/{*}DeclaratieFactuurIdentificatie"):
        identification.addnext(_totals(root, identification, heen.namespace))
    return root


def _totals(root: etree._Element, identification: etree._Element, own: str) -> etree._Element:
    base = next((etree.QName(child).namespace for child in identification), None) or own
    totals = etree.Element(f"{{{own}}}DeclaratieFactuurBedragen")
    amounts = list(root.iter("{*}DeclaratieFactuurBedrag"))
    totals.append(_total("DeclaratieFactuurTotaalBedrag", amounts, base))
    if vat := list(root.iter("{*}BtwBedrag")):
        totals.append(_total("BtwTotaalBedrag", vat, base))
    return totals


def _total(name: str, amounts: Iterable[etree._Element], namespace: str) -> etree._Element:
    total = etree.Element(f"{{{namespace}}}{name}")
    write_amount(total, "TotaalBedrag", total_of(amounts), namespace)
    return total
