"""Versions in their order: as numbers, so that 1.9.9 comes before 1.9.13."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class VersionRange:
    """Versions that follow each other.

    Attributes:
        since: the first; None for any.
        until: the first that is no longer among them; None for none.
    """

    since: str | None = None
    until: str | None = None

    def __contains__(self, version: str | None) -> bool:
        if self.since is not None and not is_reached(version or "", self.since):
            return False
        return self.until is None or not is_reached(version or "", self.until)

    def __bool__(self) -> bool:
        """Whether it leaves any version out."""
        return self.since is not None or self.until is not None

    def __str__(self) -> str:
        parts = [f"from {self.since}" if self.since else "", f"until {self.until}" if self.until else ""]
        return " ".join(filter(None, parts)) or "always"

    @property
    def is_empty(self) -> bool:
        """Whether there is no version in it."""
        return self.since is not None and self.until is not None and is_reached(self.since, self.until)

    def meets(self, other: VersionRange) -> bool:
        """Whether a version may be in both."""
        since = max((self.since, other.since), key=version_order)
        untils = [each.until for each in (self, other) if each.until is not None]
        until = min(untils, key=version_order) if untils else None
        return not VersionRange(since, until).is_empty


def patch_level(text: str) -> str:
    """A text as a patch level.

    Raises:
        ValueError: it is something else.
    """
    if _NUMBERS.fullmatch(text):
        return text
    raise ValueError(f"{text!r} is no patch level: write numbers with dots, such as 1.9.22")


def set_order(stamp: RuleSetStamp) -> tuple[str, VersionOrder, str]:
    """The place of a rule set among others: by id, and of one id the patch levels from old to new."""
    return stamp.id, version_order(stamp.version), stamp.sha256


def is_reached(version: str, wanted: str) -> bool:
    """Whether a version is another one, or a later one."""
    return version_order(version) >= version_order(wanted)
