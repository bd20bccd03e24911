"""Retour codes: the general ones, and which codes findings call for, where."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from retour.messages import text_of
from retour.model import Finding
from retour.rulesets import GENERAL_CODES, RuleSet

RETOUR_CODES = "RetourCodes"
"""The last child of a class of a retourbericht, and of its header."""

XSLT_VERSION = "XsltVersie"
"""In the header of a retour: the version of the stylesheets on which a refusal rests (IV033)."""

REFUSED = "0001"
NOTHING_TO_REMARK = "0200"
NOT_ASSESSED = "0233"
GRANTED_IN_FULL = "8001"
NOT_ASSESSED_IN_DECLARATION = "8002"

GENERAL = frozenset({REFUSED, NOTHING_TO_REMARK, NOT_ASSESSED, GRANTED_IN_FULL, NOT_ASSESSED_IN_DECLARATION})
"""Retour codes that stand for no rule."""


def refuses_message(finding: Finding) -> bool:
    """Whether a finding refuses the message as a whole: its retour code is 0001, or it has none."""
    return finding.retour in (None, REFUSED)


def header_codes(retour: etree._Element) -> list[str]:
    """The retour codes in the header of a retour."""
    return [text_of(code).strip() for code in retour.iterfind(f"{{*}}Header/{{*}}{RETOUR_CODES}/{{*}}*")]


def retour_codes(retour: etree._Element) -> list[str]:
    """The retour codes in a retour, each once, sorted."""
    codes = retour.iterfind(f".//{{*}}{RETOUR_CODES}/{{*}}*")
    return sorted({text_of(code).strip() for code in codes})


def codes_of_findings(retour: etree._Element) -> list[str]:
    """The retour codes in a retour that something is wrong by, each once, sorted: 0001 and those of rules."""
    return [code for code in retour_codes(retour) if code == REFUSED or code not in GENERAL]


def decidable_codes(rules: RuleSet, decided: Collection[str] = ()) -> Collection[str]:
    """The retour codes on which one message decides; others are taken on trust.

    These are the codes of rules that are checked within it, but for those of which the catalogue says that they take more.

    Args:
        decided: rules that were checked with what went before the message, too.
    """
    more = {code for rule in decided if (code := rules.retour_code(rule))}
    of_rules = {code for rule in rules.message_codes if (code := rules.retour_code(rule))}
    described_rules = (rules.catalogue.get(rule) for rule in rules.message_codes)
    of_rules |= {code for rule in described_rules if rule is not None for code in rule.also}
    described = {code: general.level for code, general in rules.general_codes.items()}
    return frozenset(more) | frozenset(
        code
        for code in of_rules | (rules.literals - GENERAL_CODES)
        if described.get(code) not in ("cross-message", "external source")
    )
