"""Amounts as messages write them: whole cents, with D for debit and C for credit beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from retour.messages.text import text_of

_WHOLE_NUMBER = re.compile(r"[+-]?\d+", re.ASCII)


def cents_of(amount: etree._Element) -> int:
    """The signed cents of an amount or a total: D adds, C subtracts; 0 where no number can be read."""
    text = (text_of(amount.find("{*}Bedrag")) or text_of(amount.find("{*}TotaalBedrag"))).strip()
    cents = int(text) if _WHOLE_NUMBER.fullmatch(text) else 0
    return -cents if text_of(amount.find("{*}DebetCredit")) == "C" else cents


def total_of(amounts: Iterable[etree._Element]) -> int:
    """The signed sum of amounts, in cents."""
    return sum(map(cents_of, amounts))


def write_amount(amount: etree._Element, number: str, cents: int, namespace: str) -> None:
    """Write signed cents into an empty amount; zero is debit (CS325).

    Args:
        number: what the element with the number is called, `Bedrag` or `TotaalBedrag`.
    """
    etree.SubElement(amount, f"{{{namespace}}}{number}").text = str(abs(cents))
    etree.SubElement(amount, f"{{{namespace}}}DebetCredit").text = "C" if cents < 0 else "D"
