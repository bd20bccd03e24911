"""One word in the place of an expectation: which one was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retour.model import ANYTHING
from retour.text.excerpts import excerpt
from retour.text.nearest import nearest

_VALID = "valid"

_FOR_VALID = frozenset(
    [
        "accept",
        "accepted",
        "approved",
        "clean",
        "correct",
        "fine",
        "geaccepteerd",
        "geldig",
        "goed",
        "goedgekeurd",
        "good",
        "green",
        "juist",
        "none",
        "ok",
        "okay",
        "pass",
        "passed",
        "passes",
        "success",
        "successful",
        "succeeds",
        "true",
        "valide",
        "yes",
    ]
)

_FOR_INVALID = frozenset(
    [
        "afgekeurd",
        "bad",
        "error",
        "errors",
        "fail",
        "failed",
        "fails",
        "failure",
        "false",
        "fout",
        "incorrect",
        "invalid",
        "no",
        "nok",
        "not-ok",
        "not-valid",
        "onjuist",
        "ongeldig",
        "red",
        "refused",
        "reject",
        "rejected",
        "rejects",
        "unaccepted",
        "wrong",
    ]
)

_MOST_RULES = 5

_RULE = re.compile(r"[A-Z]{2,}(-[A-Z0-9]+)*-?[0-9]+")


def wrong_word(word: str) -> str:
    """The sentence that a word is no expectation, with what was probably meant."""
    return f"'expect' takes valid, or a mapping (key: value), not {excerpt(word)}{_meant(word)}"


def wrong_finding(word: str) -> str:
    """The sentence that a word doesn't say what a level finds, with what was probably meant."""
    said = word.strip().casefold()
    meant = f"did you mean {ANYTHING}?" if said in _FOR_INVALID else f"did you mean [{excerpt(word)[1:-1]}]?"
    return f"a level takes {ANYTHING}, or a list of codes, not {excerpt(word)}, {meant}"


def wrong_list(words: Sequence[str]) -> str | None:
    """The sentence that a list of rules is no expectation yet; None for any other list."""
    if not all(map(_RULE.fullmatch, words)):
        return None
    rules = ", ".join(words[:_MOST_RULES]) + (", …" if len(words) > _MOST_RULES else "")
    return f"'expect' takes valid, or a mapping (key: value), not a list of rules, did you mean {{fires: [{rules}]}}?"


def _meant(word: str) -> str:
    said = word.strip().casefold()
    if said in _FOR_INVALID:
        return ", did you mean {valid: false}, or {fires: [TR018]} with the rules that fire?"
    if said in _FOR_VALID or nearest(said, [_VALID]):
        return ", did you mean valid?"
    if _RULE.fullmatch(word.strip()):
        return f", did you mean {{fires: [{word.strip()}]}}?"
    return ""
