"""The amounts of a declaration (303, from 3.0 on 323) and of its retour (304, 325).

Source: the layouts of iWmo and iJw 2.3, inferred for 2.1, and those of 3.2. That a retour repeats only the lines that weren't
granted in full, so that the others count as submitted, is inferred from iWmo 3.2 (IV087).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from retour.messages import cents_of
from retour.retours.claims import CLAIM, CLAIM_ANSWER, CLAIM_TOTAL

GRANTED_LINE = "ToegekendBedrag"
LINE = "Prestatie"


@dataclass(frozen=True, slots=True)
class DeclarationForm:
    """How a declaration and its retour are built.

    Attributes:
        total: the path to what the declaration asks for.
        line: likewise, from a line to what that asks for.
        totals: the path to what holds the totals of the retour.
        submitted: how the retour calls the total that was asked for.
        granted: likewise the one that is granted.
        left_out: the classes that don't come back when they are granted.
        longest_identification: how many characters that of the retour may have.
    """

    total: str
    line: str
    totals: str
    submitted: str
    granted: str
    left_out: frozenset[str]
    longest_identification: int


INVOICE_FORM = DeclarationForm(
    "{*}Header/{*}DeclaratieFactuurBedragen/{*}DeclaratieFactuurTotaalBedrag",
    "{*}IngediendeBedragPrestatie/{*}DeclaratieFactuurBedrag",
    "{*}Header/{*}RetourBedragen",
    "IngediendTotaalBedrag",
    "ToegekendTotaalBedrag",
    frozenset({LINE}),
    24,
)
CLAIM_FORM = DeclarationForm(
    f"{{*}}{CLAIM}/{{*}}{CLAIM_TOTAL}",
    "{*}IngediendBedrag",
    f"{{*}}{CLAIM_ANSWER}",
    CLAIM_TOTAL,
    "TotaalToegekendBedrag",
    frozenset({"Client", LINE}),
    12,
)


def form_of(heen: etree._Element) -> DeclarationForm | None:
    """How a declaration is built; None for any other message."""
    return next((form for form in (INVOICE_FORM, CLAIM_FORM) if heen.find(form.total) is not None), None)


def submitted_total(heen: etree._Element, form: DeclarationForm) -> int:
    """The total that a declaration asks for, in signed cents."""
    total = heen.find(form.total)
    return 0 if total is None else cents_of(total)


def granted_total(heen: etree._Element, form: DeclarationForm, granted: Mapping[etree._Element, int]) -> int:
    """What is granted of a declaration, in signed cents, when its other lines are granted as they were submitted.

    Args:
        granted: for lines of the declaration that its retour repeats, what is granted of them.
    """
    return sum(
        granted[line] if line in granted else submitted_line(line, form) for line in heen.iter(f"{{*}}{LINE}")
    )


def submitted_line(line: etree._Element, form: DeclarationForm) -> int:
    """What a line asks for, in signed cents."""
    amount = line.find(form.line)
    return 0 if amount is None else cents_of(amount)


def granted_amounts(line: etree._Element) -> list[tuple[str, int]]:
    """What a line of a retour says of what is granted: each amount with its name, in signed cents; a 325 says nothing."""
    return [
        (etree.QName(amount).localname, cents_of(amount))
        for amount in line.iterfind("{*}ToegekendeBedragPrestatie/{*}*")
    ]


def granted_line(line: etree._Element) -> int:
    """What a line of a retour grants, in signed cents; what a 325 repeats isn't granted."""
    amount = line.find("{*}ToegekendeBedragPrestatie/{*}ToegekendBedrag")
    return 0 if amount is None else cents_of(amount)


def euros(cents: int) -> str:
    """An amount for people: 1160.00, -75.00."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
