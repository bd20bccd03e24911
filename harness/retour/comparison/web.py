"""A comparison as a web page, and as a part of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from retour.comparison import wording
from retour.comparison.comparing import ChangeGroup, Comparison, RuleDifference
from retour.comparison.outcomes import KINDS
from retour.comparison.templates import DeclarationChangeKind
from retour.language import ENGLISH, Texts, mark
from retour.model import Finding, Problem
from retour.reports.html import fragment, page
from retour.reports.site.hiding import HIDDEN
from retour.reports.site.parts import ALONE, NO_LINKS, Frame, Links

_DECLARATIONS: tuple[DeclarationChangeKind, ...] = (mark("added"), mark("removed"), mark("changed"))

_EXPECTED = (("no", mark("not expected")), ("yes", mark("expected")))


def comparison_page(comparison: Comparison, texts: Texts = ENGLISH) -> str:
    """The page, as one file."""
    return ComparisonPart(comparison).page(texts)


@dataclass(frozen=True, slots=True)
class ComparisonPart:
    """A comparison as a part of a report.

    Attributes:
        values: whether texts are shown that may hold values of messages.
    """

    comparison: Comparison
    values: bool = True
    name: str = "comparison"

    def title(self, texts: Texts) -> str:
        """What the link to its page says."""
        return texts("Comparison")

    def page(self, texts: Texts, links: Links = NO_LINKS, frame: Frame = ALONE) -> str:
        """Its page."""
        comparison = self.comparison if self.values else _without_values(self.comparison)
        differences = (*comparison.rules, *comparison.errors)
        groups = [(each, group) for each in differences for group in each.groups]
        kinds = [kind for kind in KINDS if any(group.kind == kind for _, group in groups)]
        return page(
            "compare",
            texts,
            **frame,
            comparison=comparison,
            wording=wording,
            differences=differences,
            groups=groups,
            number=len(groups),
            href=lambda rule: self._href(rule, links),
            anchor_of=lambda each: _anchor(each, differences),
            choices=[
                ("kind", texts("What changed"), [(kind, texts(wording.WORDS[kind])) for kind in kinds]),
                ("expected", texts("Expected"), [(value, texts(name)) for value, name in _EXPECTED]),
            ],
        )

    def of_rule(self, texts: Texts, sha256: str, code: str, links: Links) -> Markup | None:
        """How a rule behaves differently."""
        comparison = self.comparison
        if sha256 not in (comparison.old.stamp.sha256, comparison.new.stamp.sha256):
            return None
        found = next((each for each in comparison.rules if each.rule == code), None)
        silent = next((fired for rule, fired in comparison.silent if rule == code), None)
        anchor = "" if found is None else f"#{_anchor(found, comparison.rules)}"
        return fragment(
            "compare_rule",
            texts,
            found=found,
            is_silent=silent is not None,
            wording=wording,
            setting=wording.setting(comparison, texts),
            href=f"{links.up}{self.name}.html{anchor}",
        )

    def _href(self, rule: str, links: Links) -> str | None:
        """The page of a rule: of the new set, else of the old one."""
        sides = (self.comparison.new, self.comparison.old)
        return next((href for side in sides if (href := links.rule(side.stamp.sha256, rule))), None)


def _without_values(comparison: Comparison) -> Comparison:
    """The same without what a rule set or an error says in words of its own: it may be of a message."""

    def difference(each: RuleDifference) -> RuleDifference:
        return replace(each, groups=tuple(map(group, each.groups)))

    def group(each: ChangeGroup) -> ChangeGroup:
        examples = (replace(one, old=found(one.old), new=found(one.new)) for one in each.examples)
        return replace(each, examples=tuple(examples))

    def found(side: Finding | Problem | None) -> Finding | Problem | None:
        if isinstance(side, Problem):
            return replace(side, text=side.kind)
        return side if side is None or side.details is None else replace(side, details=HIDDEN)

    return replace(
        comparison,
        rules=tuple(map(difference, comparison.rules)),
        errors=tuple(map(difference, comparison.errors)),
        unjudged=tuple(replace(each, text=HIDDEN) for each in comparison.unjudged),
    )


def _anchor(difference: RuleDifference, differences: Sequence[RuleDifference]) -> str:
    return f"d{differences.index(difference) + 1}"
