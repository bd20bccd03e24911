"""Families of rules, by their codes: conditions, constraints, technical rules, and others that go by a retour code."""

from __future__ import annotations

from typing import Literal

Family = Literal["CD", "CS", "TR", "other", "shared"]
"""`shared` is no family of rules: the templates that several rules use, and those that hold the set together."""

FAMILIES: tuple[Family, ...] = ("CD", "CS", "TR", "other", "shared")


def family_of(rule: str) -> Family:
    """The family of a rule, e.g. TR of TR101 and other of 8171."""
    return next((family for family in FAMILIES[:3] if rule.startswith(family)), "other")
