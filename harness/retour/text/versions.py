"""Versions in their order: as numbers, so that 1.9.9 comes before 1.9.13."""

from __future__ import annotations

import re

from retour.model import RuleSetStamp

_NUMBERS = re.compile(r"v?(\d+(?:\.\d+)*)")

VersionOrder = tuple[tuple[int, ...], bool, str]
"""What versions are compared by."""


def version_order(version: str | None) -> VersionOrder:
    """The place of a version among others; none at all comes first, and 2.0.0-rc1 before 2.0.0."""
    found = _NUMBERS.match(version or "")
    if found is None:
        return (), False, version or ""
    numbers = [int(part) for part in found[1].split(".")]
    while numbers and not numbers[-1]:  # 2.1 is 2.1.0
        numbers.pop()
    rest = (version or "")[found.end() :]
    return tuple(numbers), not rest.startswith("-"), rest


def set_order(stamp: RuleSetStamp) -> tuple[str, VersionOrder, str]:
    """The place of a rule set among others: by id, and of one id the patch levels from old to new."""
    return stamp.id, version_order(stamp.version), stamp.sha256


def is_reached(version: str, wanted: str) -> bool:
    """Whether a version is another one, or a later one."""
    return version_order(version) >= version_order(wanted)
