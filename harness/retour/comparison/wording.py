"""What a comparison says in words, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.comparison.comparing import ChangeGroup, Comparison, ReleaseRun, RuleDifference
from retour.comparison.outcomes import BEHAVIOUR, Change, ChangeKind
from retour.model import Finding, Problem

_MOST_NAMED = 12

_WORDS: dict[ChangeKind, str] = {
    "added": "fires now",
    "removed": "fires no more",
    "moved": "fires at another place",
    "details": "says something else",
    "retour": "gives another retour code",
    "error": "can't be judged",
}


def headline(comparison: Comparison) -> str:
    """The whole in one sentence."""
    if comparison.same_set:
        return _agreement(comparison)
    files = f"{_counted(comparison.files.number, 'file')} changed"
    if not comparison.messages:
        return f"{files}, {_templates(comparison)}"
    behaving = [each.rule for each in comparison.rules if _behaves_differently(each)]
    saying = [each.rule for each in comparison.rules if not _behaves_differently(each)]
    behaviour = _which(behaving, "rule behaves differently", "rules behave differently")
    words = f"; {_which(saying, 'says something else', 'say something else')}" if saying else ""
    return f"{files}, {behaviour}{words}{_errors(comparison)}"


def side_text(side: ReleaseRun) -> str:
    """Which set a side is."""
    version = f" {side.stamp.version}" if side.stamp.version else ""
    named = f"{side.stamp.id}{version}"
    return named if side.name in (side.stamp.id, side.stamp.name) else f"{named} ({side.name})"


def setting(comparison: Comparison) -> str:
    """What was compared with what, over what."""
    engines = dict.fromkeys((comparison.old.engine, comparison.new.engine))
    over = _counted(comparison.messages, "message") if comparison.messages else "stylesheets alone"
    if comparison.stopped:
        over += f", {comparison.stopped} of which don't get to the rules"
    left = f", {comparison.not_served} more that neither checks" if comparison.not_served else ""
    sides = dict.fromkeys((side_text(comparison.old), side_text(comparison.new)))
    return f"{' → '.join(sides)}; {over}{left}; {' → '.join(engines)}"


def rule_text(difference: RuleDifference) -> str:
    """A rule with its retour code and its meaning."""
    retour = f" → {difference.retour}" if difference.retour else ""
    return f"{difference.rule}{retour}" + (f"  {difference.meaning}" if difference.meaning else "")


def fired_text(difference: RuleDifference) -> str:
    """In how many messages a rule fired."""
    old, new = difference.fired
    return (
        f"fired in {_counted(old, 'message')}, now in {new}"
        if old != new
        else f"fired in {_counted(new, 'message')}"
    )


def kind_text(group: ChangeGroup) -> str:
    """What kind of change it is, and how often."""
    often = f"{group.number} times in " if group.number != group.messages else "in "
    return f"{_WORDS[group.kind]}, {often}{_counted(group.messages, 'message')}"


def group_text(group: ChangeGroup) -> str:
    """What kind of change it is, how often, and whether it is expected."""
    return kind_text(group) + (f" (expected: {group.reason})" if group.reason else "")


def more_lines(group: ChangeGroup) -> Iterator[str]:
    """How many changes there are besides the examples, if there are."""
    if group.more:
        yield f"and {group.more} more: --all shows all"


def example_lines(change: Change) -> Iterator[str]:
    """A change in one message: the finding, old and new where both are there."""
    if change.kind == "error":
        yield change.message
        yield f"  old: {_first_line(change.old)}"
        yield f"  new: {_first_line(change.new)}"
        return
    finding = change.new or change.old
    assert isinstance(finding, Finding)
    line = next((f":{place.line}" for place in finding.locations if place.line is not None), "")
    if change.old is None or change.new is None:
        yield f"{change.message}{line}  {_places(finding)}"
        return
    assert isinstance(change.old, Finding)
    assert isinstance(change.new, Finding)
    yield f"{change.message}{line}"
    yield f"  old: {_told(change.kind, change.old)}"
    yield f"  new: {_told(change.kind, change.new)}"


def unneeded_lines(comparison: Comparison) -> Iterator[str]:
    """Expected changes that didn't come."""
    for entry, place in comparison.unneeded:
        yield f"{place}: no change needs this entry ({entry.rule}: {entry.why})"


def unjudged_lines(comparison: Comparison) -> Iterator[str]:
    """Messages that neither side could judge."""
    for each in comparison.unjudged:
        yield f"{_counted(each.messages, 'message')} that neither side could judge ({each.kind}), such as {each.text}"


def silent_text(rule: str, fired: int) -> str:
    """A rule whose stylesheets changed, and that behaves the same."""
    return f"{rule} (fired in {_counted(fired, 'message')})" if fired else f"{rule} (fired in no message)"


def _agreement(comparison: Comparison) -> str:
    engines = f"{comparison.old.engine} and {comparison.new.engine}"
    if not comparison.rules and not comparison.errors:
        return f"{engines} agree on {_counted(comparison.messages, 'message')}"
    if not comparison.rules:
        return f"{engines} agree on every rule{_errors(comparison)}"
    names = _several([each.rule for each in comparison.rules], "rule")
    return f"{engines} disagree on {names}{_errors(comparison)}"


def _behaves_differently(difference: RuleDifference) -> bool:
    return any(group.kind in BEHAVIOUR for group in difference.groups)


def _templates(comparison: Comparison) -> str:
    rules = list(dict.fromkeys(each.rule for each in comparison.declarations if each.rule is not None))
    shared = any(each.rule is None for each in comparison.declarations)
    if not rules:
        return "only what rules share is another" if shared else "no template is another"
    which = _which(rules, "rule has other templates", "rules have other templates")
    return which + (", and what rules share is another" if shared else "")


def _which(rules: Sequence[str], one: str, many: str) -> str:
    if not rules:
        return f"no {one}"
    if len(rules) == 1:
        return f"one {one}: {rules[0]}"
    return f"{len(rules)} {many}: {_first_few(rules)}"


def _several(rules: Sequence[str], noun: str) -> str:
    number = f"one {noun}" if len(rules) == 1 else f"{len(rules)} {noun}s"
    return f"{number}: {_first_few(rules)}"


def _first_few(rules: Sequence[str]) -> str:
    more = f" and {len(rules) - _MOST_NAMED} more" if len(rules) > _MOST_NAMED else ""
    return ", ".join(rules[:_MOST_NAMED]) + more


def _errors(comparison: Comparison) -> str:
    number = sum(group.messages for each in comparison.errors for group in each.groups)
    return (
        f"; {_counted(number, 'message')} end{'s' * (number == 1)} in an error on one side" if number else ""
    )


def _told(kind: ChangeKind, finding: Finding) -> str:
    if kind == "retour":
        return finding.retour or "no retour code"
    if kind == "details":
        return finding.details or "no details"
    return _places(finding)


def _places(finding: Finding) -> str:
    return ", ".join(place.path for place in finding.locations if place.path) or "no place"


def _first_line(side: Finding | Problem | None) -> str:
    if not isinstance(side, Problem):
        return "judged"
    return side.text.splitlines()[0]


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
