"""Retourberichten: whether one is filled as it should be, whether it answers its heenbericht, and how one is made."""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
    from retour.retours.answering import answer
    from retour.retours.claim_answers import filling_of_answer
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
    "filling_of_answer",
    "heading_of",
    "pair_findings",
    "reception_order",
    "reference_answered",
    "reference_of",
    "refused_by",
    "refuses_message",
    "retour_codes",
]

__getattr__ = lazily(
    __name__,
    {
        "HeaderText": "retour.retours.headings",
        "Heading": "retour.retours.headings",
        "PAIR_CODES": "retour.retours.pairing",
        "Pair": "retour.retours.pairing",
        "REFUSED": "retour.retours.codes",
        "Reference": "retour.retours.refusals",
        "Retour": "retour.retours.filling",
        "Side": "retour.retours.pairing",
        "answer": "retour.retours.answering",
        "codes_of_findings": "retour.retours.codes",
        "date_of": "retour.retours.headings",
        "filling_findings": "retour.retours.filling",
        "filling_of_answer": "retour.retours.claim_answers",
        "heading_of": "retour.retours.headings",
        "pair_findings": "retour.retours.pairing",
        "reception_order": "retour.retours.headings",
        "reference_answered": "retour.retours.refusals",
        "reference_of": "retour.retours.refusals",
        "refused_by": "retour.retours.refusals",
        "refuses_message": "retour.retours.codes",
        "retour_codes": "retour.retours.codes",
    },
)
