"""Families of rules, by their codes: what stands before the number, such as TR of TR101 and BR-CO of BR-CO-10."""

from __future__ import annotations

import re
from collections.abc import Iterable

OTHER = "other"
"""The rules that go by a number alone, such as a retour code, or have none."""

SHARED = "shared"
"""No family of rules: the templates that several rules use, and those that hold the set together."""

_NUMBERED = re.compile(r"(?P<family>.*[A-Za-z].*?)[-_.]?\d+[A-Za-z]?")


def family_of(rule: str) -> str:
    """The family of a rule: TR of TR101, BR-CO of BR-CO-10, PEPPOL-EN16931-R of PEPPOL-EN16931-R010, other of 8171."""
    found = _NUMBERED.fullmatch(rule)
    return found["family"] if found is not None else OTHER


def in_order(families: Iterable[str]) -> list[str]:
    """Families by name, each once; what is none stands last."""
    return sorted(set(families), key=lambda family: (family in (OTHER, SHARED), family))
