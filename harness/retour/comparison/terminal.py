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
    unjudged_lines,
    unneeded_lines,
)


def comparison_text(comparison: Comparison) -> str:
    """What differs, rule by rule, with examples."""
    return "\n".join(_lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield headline(comparison)
    yield setting(comparison)
    for difference in (*comparison.rules, *comparison.errors):
        yield ""
        yield from _difference(difference)
    if comparison.silent and comparison.messages:
        yield ""
        yield "changed, and no message shows a difference:"
        for rule, fired in comparison.silent:
            yield f"  {silent_text(rule, fired)}"
            yield from _declarations(tuple(each for each in comparison.declarations if each.rule == rule))
    elif comparison.silent:
        yield ""
        yield from _declarations(tuple(each for each in comparison.declarations if each.rule is not None))
    shared = tuple(each for each in comparison.declarations if each.rule is None)
    if shared:
        yield ""
        yield "changed, and of no rule alone:"
        yield from _declarations(shared)
    rest = [*unjudged_lines(comparison), *unneeded_lines(comparison)]
    if rest:
        yield ""
        yield from rest


def _difference(difference: RuleDifference) -> Iterator[str]:
    yield rule_text(difference)
    if any(difference.fired):
        yield f"  {fired_text(difference)}"
    for group in difference.groups:
        yield f"  {group_text(group)}"
        for example in group.examples:
            for line in example_lines(example):
                yield f"    {line}"
        yield from (f"    {line}" for line in more_lines(group))
    yield from _declarations(difference.declarations)


def _declarations(changes: tuple[DeclarationChange, ...]) -> Iterator[str]:
    for change in changes:
        line = change.new_line or change.old_line
        yield f"  {change.kind}: {change.file}:{line}  {change.label}"
