"""Retourberichten: whether one is filled as it should be, whether it answers its heenbericht, and how one is made."""

from harness.retours.answering import answer
from harness.retours.codes import retour_codes
from harness.retours.filling import Retour, filling_findings
from harness.retours.headings import HeaderText, Heading
from harness.retours.pairing import PAIR_CODES, Pair, Side, pair_findings

__all__ = [
    "PAIR_CODES",
    "HeaderText",
    "Heading",
    "Pair",
    "Retour",
    "Side",
    "answer",
    "filling_findings",
    "pair_findings",
    "retour_codes",
]
