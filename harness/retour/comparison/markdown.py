"""A comparison in Markdown, for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from retour.comparison.comparing import Comparison, RuleDifference
from retour.comparison.templates import DeclarationChange
from retour.comparison.wording import (
    example_lines,
    fired_text,
    group_text,
    headline,
    kind_text,
    meaning_text,
    more_lines,
    setting,
    silent_text,
    template_text,
    unjudged_lines,
    unneeded_lines,
)
from retour.language import ENGLISH, Texts
from retour.text.plain import markdown_text, plain

_BACKTICKS = re.compile("`+")


def comparison_markdown(comparison: Comparison, texts: Texts = ENGLISH) -> str:
    """What differs, rule by rule; examples and the lines of templates fold."""
    return plain("\n".join(_lines(comparison, texts))) + "\n"


def _lines(comparison: Comparison, texts: Texts) -> Iterator[str]:
    yield f"**{markdown_text(headline(comparison, texts))}**"
    yield ""
    yield markdown_text(setting(comparison, texts))
    if comparison.rules or comparison.errors:
        yield ""
        yield from _table((*comparison.rules, *comparison.errors), texts)
    for difference in (*comparison.rules, *comparison.errors):
        yield ""
        yield from _folded(_heading(difference, texts), _examples(difference, texts))
        yield from _templates(difference.declarations, texts)
    if comparison.silent:
        yield ""
        rules = ", ".join(silent_text(rule, fired, texts) for rule, fired in comparison.silent)
        yield f"{texts('Changed, and no message shows a difference:')} {markdown_text(rules)}"
        silent = {rule for rule, _ in comparison.silent}
        yield from _templates([each for each in comparison.declarations if each.rule in silent], texts)
    shared = [each for each in comparison.declarations if each.rule is None]
    if shared:
        yield ""
        yield texts("Changed, and of no rule alone:")
        yield from _templates(shared, texts)
    for line in (*unjudged_lines(comparison, texts), *unneeded_lines(comparison, texts)):
        yield ""
        yield f"⚠ {markdown_text(line)}"


def _table(differences: Sequence[RuleDifference], texts: Texts) -> Iterator[str]:
    head = [texts("rule"), "retour", texts("what"), texts("fired"), texts("expected")]
    yield f"| {' | '.join(head)} |"
    yield "| --- | --- | --- | --- | --- |"
    for difference in differences:
        for group in difference.groups:
            old, new = difference.fired
            fired = f"{old} → {new}" if any(difference.fired) else ""
            reason = markdown_text(group.reason) if group.reason else f"**{texts('no')}**"
            cells = [difference.rule, difference.retour or "", kind_text(group, texts), fired]
            yield f"| {' | '.join(map(markdown_text, cells))} | {reason} |"


def _heading(difference: RuleDifference, texts: Texts) -> str:
    told = meaning_text(difference, texts)
    meaning = f": {told}" if told else ""
    fired = f" ({fired_text(difference, texts)})" if any(difference.fired) else ""
    return f"{difference.rule}{meaning}{fired}"


def _examples(difference: RuleDifference, texts: Texts) -> Iterator[str]:
    for group in difference.groups:
        yield f"{markdown_text(group_text(group, texts))}:"
        yield ""
        lines = [line for example in group.examples for line in example_lines(example, texts)]
        yield from _block([*lines, *more_lines(group, texts)], "")
        yield ""


def _templates(changes: Sequence[DeclarationChange], texts: Texts) -> Iterator[str]:
    for change in changes:
        yield from _folded(template_text(change, texts), _block(change.diff, "diff"))


def _folded(summary: str, content: Iterator[str]) -> Iterator[str]:
    yield f"<details><summary>{_html(summary)}</summary>"
    yield ""
    yield from content
    yield "</details>"


def _block(lines: Iterator[str] | Sequence[str], language: str) -> Iterator[str]:
    kept = [each for line in lines for each in line.splitlines()]
    fence = "`" * max(3, 1 + max((len(run) for line in kept for run in _BACKTICKS.findall(line)), default=0))
    yield fence + language
    yield from kept
    yield fence


def _html(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)
