"""Retourberichten: whether one is filled as it should be, whether it answers its heenbericht, and how one is made."""

from retour.retours.answering import answer
from retour.retours.codes import REFUSED, codes_of_findings, refuses_message, retour_codes
from retour.retours.filling import Retour, filling_findings
from retour.retours.headings import HeaderText, Heading, date_of, heading_of, reception_order
from retour.retours.pairing import PAIR_CODES, Pair, Side, pair_findings
from retour.retours.refusals import Reference, reference_answered, reference_of, refused_by

__all__ = [
    "PAIR_CODES",
    "REFUSED",
    "HeaderText",
    "Heading",
    "Pair",
    "Reference",
    "Retour",
    "Side",
    "answer",
    "codes_of_findings",
    "date_of",
    "filling_findings",
    "heading_of",
    "pair_findings",
    "reception_order",
    "reference_answered",
    "reference_of",
    "refused_by",
    "refuses_message",
    "retour_codes",
]
