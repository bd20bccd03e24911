"""A comparison as text for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from retour.comparison.comparing import Comparison, RuleDifference
from retour.comparison.templates import DeclarationChange
from retour.comparison.wording import (
    example_lines,
    fired_text,
    group_text,
    headline,
    more_lines,
    rule_text,
    setting,
    silent_text,
    template_text,
    unjudged_lines,
    unneeded_lines,
)
from retour.language import ENGLISH, Texts


def comparison_text(comparison: Comparison, texts: Texts = ENGLISH) -> str:
    """What differs, rule by rule, with examples."""
    return "\n".join(_lines(comparison, texts))


def _lines(comparison: Comparison, texts: Texts) -> Iterator[str]:
    yield headline(comparison, texts)
    yield setting(comparison, texts)
    for difference in (*comparison.rules, *comparison.errors):
        yield ""
        yield from _difference(difference, texts)
    if comparison.silent and comparison.messages:
        yield ""
        yield texts("changed, and no message shows a difference:")
        for rule, fired in comparison.silent:
            yield f"  {silent_text(rule, fired, texts)}"
            yield from _declarations(
                tuple(each for each in comparison.declarations if each.rule == rule), texts
            )
    elif comparison.silent:
        yield ""
        yield from _declarations(
            tuple(each for each in comparison.declarations if each.rule is not None), texts
        )
    shared = tuple(each for each in comparison.declarations if each.rule is None)
    if shared:
        yield ""
        yield texts("changed, and of no rule alone:")
        yield from _declarations(shared, texts)
    rest = [*unjudged_lines(comparison, texts), *unneeded_lines(comparison, texts)]
    if rest:
        yield ""
        yield from rest


def _difference(difference: RuleDifference, texts: Texts) -> Iterator[str]:
    yield rule_text(difference, texts)
    if any(difference.fired):
        yield f"  {fired_text(difference, texts)}"
    for group in difference.groups:
        yield f"  {group_text(group, texts)}"
        for example in group.examples:
            for line in example_lines(example, texts):
                yield f"    {line}"
        yield from (f"    {line}" for line in more_lines(group, texts))
    yield from _declarations(difference.declarations, texts)


def _declarations(changes: tuple[DeclarationChange, ...], texts: Texts) -> Iterator[str]:
    yield from (f"  {template_text(change, texts)}" for change in changes)
