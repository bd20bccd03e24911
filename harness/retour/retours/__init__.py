"""Retourberichten: whether one is filled as it should be, whether it answers its heenbericht, and how one is made."""

from retour.retours.answering import answer
from retour.retours.codes import retour_codes
from retour.retours.filling import Retour, filling_findings
from retour.retours.headings import HeaderText, Heading
from retour.retours.pairing import PAIR_CODES, Pair, Side, pair_findings

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
