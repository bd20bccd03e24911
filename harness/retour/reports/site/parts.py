"""What other commands found, as parts of a report: a page of its own, and what it tells of a rule on the page of that rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from markupsafe import Markup

from retour.language import Texts

Frame = Mapping[str, Any]
"""What the layout of a page names; empty for a page that stands alone."""

ALONE: Frame = {}


@dataclass(frozen=True, slots=True)
class Links:
    """Where the pages of a report are.

    Attributes:
        rules: by digest of the rule set, then code; from the top of the report.
        cases: by case file, two colons and the name of the case; from the top of the report.
        up: the way to the top of the report.
    """

    rules: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cases: Mapping[str, str] = field(default_factory=dict)
    up: str = ""

    def rule(self, sha256: str, code: str) -> str | None:
        """The page of a rule; None where there is none."""
        return self._upwards(self.rules.get(sha256, {}).get(code))

    def case(self, name: str) -> str | None:
        """The page of a case; None where there is none."""
        return self._upwards(self.cases.get(name))

    def _upwards(self, href: str | None) -> str | None:
        return None if href is None else self.up + href


NO_LINKS = Links()
"""Those of a page that stands alone."""


class Part(Protocol):
    """What another command found."""

    @property
    def name(self) -> str:
        """Of its page, without ending."""
        ...

    def title(self, texts: Texts) -> str:
        """What the link to its page says."""
        ...

    def page(self, texts: Texts, links: Links = NO_LINKS, frame: Frame = ALONE) -> str:
        """Its page, within a report or alone."""
        ...

    def of_rule(self, texts: Texts, sha256: str, code: str, links: Links) -> Markup | None:
        """A section about a rule of the set with this digest; None when there is nothing to tell."""
        ...
