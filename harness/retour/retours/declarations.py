"""The amounts of a declaration (303) and of its retour (304).

Source: the layouts of iWmo and iJw 2.3, inferred for 2.1. That a retour repeats only the lines that weren't granted in
full, so that the others count as submitted, is inferred from iWmo 3.2 (IV087).
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from retour.messages import cents_of

SUBMITTED = "IngediendTotaalBedrag"
GRANTED = "ToegekendTotaalBedrag"
GRANTED_LINE = "ToegekendBedrag"
LINE = "Prestatie"


def submitted_total(heen: etree._Element) -> int | None:
    """The total that a declaration asks for, in signed cents; None for any other message."""
    total = heen.find("{*}Header/{*}DeclaratieFactuurBedragen/{*}DeclaratieFactuurTotaalBedrag")
    return None if total is None else cents_of(total)


def granted_total(heen: etree._Element, granted: Mapping[etree._Element, int]) -> int:
    """What is granted of a declaration, in signed cents, when its other lines are granted as they were submitted.

    Args:
        granted: for lines of the declaration that its retour repeats, what is granted of them.
    """
    return sum(
        granted[line] if line in granted else submitted_line(line) for line in heen.iter(f"{{*}}{LINE}")
    )


def submitted_line(line: etree._Element) -> int:
    """What a line asks for, in signed cents."""
    amount = line.find("{*}IngediendeBedragPrestatie/{*}DeclaratieFactuurBedrag")
    return 0 if amount is None else cents_of(amount)


def granted_amounts(line: etree._Element) -> list[tuple[str, int]]:
    """What a line of a retour says of what is granted: each amount with its name, in signed cents."""
    return [
        (etree.QName(amount).localname, cents_of(amount))
        for amount in line.iterfind("{*}ToegekendeBedragPrestatie/{*}*")
    ]


def granted_line(line: etree._Element) -> int:
    """What a line of a retour grants, in signed cents."""
    amount = line.find("{*}ToegekendeBedragPrestatie/{*}ToegekendBedrag")
    return 0 if amount is None else cents_of(amount)


def euros(cents: int) -> str:
    """An amount for people: 1160.00, -75.00."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
