"""What a comparison says in words, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retour.comparison.comparing import ChangeGroup, Comparison, ReleaseRun, RuleDifference
from retour.comparison.outcomes import BEHAVIOUR, Change, ChangeKind
from retour.comparison.templates import DeclarationChange
from retour.language import ENGLISH, Texts, mark, told_in
from retour.model import Finding, Problem

_MOST_NAMED = 12

WORDS: dict[ChangeKind, str] = {
    "added": mark("fires now"),
    "removed": mark("fires no more"),
    "moved": mark("fires at another place"),
    "details": mark("says something else"),
    "retour": mark("gives another retour code"),
    "error": mark("can't be judged"),
}
"""What each kind of change is called."""


def headline(comparison: Comparison, texts: Texts = ENGLISH) -> str:
    """The whole in one sentence."""
    if comparison.same_set:
        return _agreement(comparison, texts)
    number = comparison.files.number
    files = (
        texts.counted(number, "%(number)s file changed", "%(number)s files changed")
        if number
        else texts("no files changed")
    )
    if not comparison.messages:
        return f"{files}, {_templates(comparison, texts)}"
    behaving = [each.rule for each in comparison.rules if _behaves_differently(each)]
    saying = [each.rule for each in comparison.rules if not _behaves_differently(each)]
    behaviour = (
        texts.counted(
            len(behaving),
            "one rule behaves differently: %(rules)s",
            "%(number)s rules behave differently: %(rules)s",
            rules=_first_few(behaving, texts),
        )
        if behaving
        else texts("no rule behaves differently")
    )
    words = (
        "; "
        + texts.counted(
            len(saying),
            "one says something else: %(rules)s",
            "%(number)s say something else: %(rules)s",
            rules=_first_few(saying, texts),
        )
        if saying
        else ""
    )
    return f"{files}, {behaviour}{words}{_errors(comparison, texts)}"


def side_text(side: ReleaseRun) -> str:
    """Which set a side is."""
    version = f" {side.stamp.version}" if side.stamp.version else ""
    named = f"{side.stamp.id}{version}"
    return named if side.name in (side.stamp.id, side.stamp.name) else f"{named} ({side.name})"


def setting(comparison: Comparison, texts: Texts = ENGLISH) -> str:
    """What was compared with what, over what."""
    engines = dict.fromkeys((comparison.old.engine, comparison.new.engine))
    over = _messages(comparison.messages, texts) if comparison.messages else texts("stylesheets alone")
    if comparison.stopped:
        stopped = texts.number(comparison.stopped)
        over += texts(", %(number)s of which don't get to the rules", number=stopped)
    left = (
        texts(", %(number)s more that neither checks", number=texts.number(comparison.not_served))
        if comparison.not_served
        else ""
    )
    sides = dict.fromkeys((side_text(comparison.old), side_text(comparison.new)))
    return f"{' → '.join(sides)}; {over}{left}; {' → '.join(engines)}"


def meaning_text(difference: RuleDifference, texts: Texts = ENGLISH) -> str:
    """What a rule means; empty where no catalogue says so."""
    return told_in(texts.language, difference.meaning, difference.meaning_nl) or ""


def rule_text(difference: RuleDifference, texts: Texts = ENGLISH) -> str:
    """A rule with its retour code and its meaning."""
    retour = f" → {difference.retour}" if difference.retour else ""
    return f"{difference.rule}{retour}  {meaning_text(difference, texts)}".rstrip()


def template_text(change: DeclarationChange, texts: Texts = ENGLISH) -> str:
    """A declaration that isn't what it was."""
    line = change.new_line or change.old_line
    return f"{texts(change.kind)}: {change.file}:{line}  {texts.sentence(change.label)}"


def fired_text(difference: RuleDifference, texts: Texts = ENGLISH) -> str:
    """In how many messages a rule fired."""
    old, new = difference.fired
    if old == new:
        return in_messages(new, texts)
    before = _messages(old, texts)
    return texts("fired in %(messages)s, now in %(now)s", messages=before, now=texts.number(new))


def kind_text(group: ChangeGroup, texts: Texts = ENGLISH) -> str:
    """What kind of change it is, and how often."""
    what, messages = texts(WORDS[group.kind]), _messages(group.messages, texts)
    if group.number == group.messages:
        return texts("%(what)s, in %(messages)s", what=what, messages=messages)
    number = texts.number(group.number)
    return texts("%(what)s, %(number)s times in %(messages)s", what=what, number=number, messages=messages)


def group_text(group: ChangeGroup, texts: Texts = ENGLISH) -> str:
    """What kind of change it is, how often, and whether it is expected."""
    return kind_text(group, texts) + (f" ({texts('expected:')} {group.reason})" if group.reason else "")


def more_lines(group: ChangeGroup, texts: Texts = ENGLISH) -> Iterator[str]:
    """How many changes there are besides the examples, if there are."""
    if group.more:
        yield texts("and %(number)s more: --all shows all", number=texts.number(group.more))


def example_lines(change: Change, texts: Texts = ENGLISH) -> Iterator[str]:
    """A change in one message: the finding, old and new where both are there."""
    old, new = texts("old:"), texts("new:")
    if change.kind == "error":
        yield change.message
        yield f"  {old} {_first_line(change.old, texts)}"
        yield f"  {new} {_first_line(change.new, texts)}"
        return
    finding = change.new or change.old
    assert isinstance(finding, Finding)
    line = next((f":{place.line}" for place in finding.locations if place.line is not None), "")
    if change.old is None or change.new is None:
        yield f"{change.message}{line}  {_places(finding, texts)}"
        return
    assert isinstance(change.old, Finding)
    assert isinstance(change.new, Finding)
    yield f"{change.message}{line}"
    yield f"  {old} {_told(change.kind, change.old, texts)}"
    yield f"  {new} {_told(change.kind, change.new, texts)}"


def unneeded_lines(comparison: Comparison, texts: Texts = ENGLISH) -> Iterator[str]:
    """Expected changes that didn't come."""
    for each in comparison.unneeded:
        yield texts(
            "%(place)s: no change needs this entry (%(rule)s: %(reason)s)",
            place=each.place,
            rule=each.rule,
            reason=each.reason,
        )


def unjudged_lines(comparison: Comparison, texts: Texts = ENGLISH) -> Iterator[str]:
    """Messages that neither side could judge."""
    for each in comparison.unjudged:
        yield texts(
            "%(messages)s that neither side could judge (%(kind)s), such as %(example)s",
            messages=_messages(each.messages, texts),
            kind=each.kind,
            example=texts.sentence(each.text),
        )


def silent_text(rule: str, fired: int, texts: Texts = ENGLISH) -> str:
    """A rule whose stylesheets changed, and that behaves the same."""
    return f"{rule} ({in_messages(fired, texts)})"


def in_messages(fired: int, texts: Texts = ENGLISH) -> str:
    """In how many messages a rule fired that behaves the same."""
    if not fired:
        return texts("fired in no message")
    return texts("fired in %(messages)s", messages=_messages(fired, texts))


def _agreement(comparison: Comparison, texts: Texts) -> str:
    one, other = comparison.old.engine, comparison.new.engine
    if not comparison.rules and not comparison.errors:
        messages = _messages(comparison.messages, texts)
        return texts("%(one)s and %(other)s agree on %(messages)s", one=one, other=other, messages=messages)
    if not comparison.rules:
        told = texts("%(one)s and %(other)s agree on every rule", one=one, other=other)
        return f"{told}{_errors(comparison, texts)}"
    told = texts.counted(
        len(comparison.rules),
        "%(one)s and %(other)s disagree on one rule: %(rules)s",
        "%(one)s and %(other)s disagree on %(number)s rules: %(rules)s",
        one=one,
        other=other,
        rules=_first_few([each.rule for each in comparison.rules], texts),
    )
    return f"{told}{_errors(comparison, texts)}"


def _behaves_differently(difference: RuleDifference) -> bool:
    return any(group.kind in BEHAVIOUR for group in difference.groups)


def _templates(comparison: Comparison, texts: Texts) -> str:
    rules = list(dict.fromkeys(each.rule for each in comparison.declarations if each.rule is not None))
    shared = any(each.rule is None for each in comparison.declarations)
    if not rules:
        return texts("only what rules share is another") if shared else texts("no template is another")
    which = texts.counted(
        len(rules),
        "one rule has other templates: %(rules)s",
        "%(number)s rules have other templates: %(rules)s",
        rules=_first_few(rules, texts),
    )
    return which + (texts(", and what rules share is another") if shared else "")


def _first_few(rules: Sequence[str], texts: Texts) -> str:
    more = len(rules) - _MOST_NAMED
    return ", ".join(rules[:_MOST_NAMED]) + (texts(" and %(number)s more", number=more) if more > 0 else "")


def _errors(comparison: Comparison, texts: Texts) -> str:
    number = sum(group.messages for each in comparison.errors for group in each.groups)
    if not number:
        return ""
    return texts.counted(
        number,
        "; %(number)s message ends in an error on one side",
        "; %(number)s messages end in an error on one side",
    )


def _told(kind: ChangeKind, finding: Finding, texts: Texts) -> str:
    if kind == "retour":
        return finding.retour or texts("no retour code")
    if kind == "details":
        return finding.details or texts("no details")
    return _places(finding, texts)


def _places(finding: Finding, texts: Texts) -> str:
    return ", ".join(place.path for place in finding.locations if place.path) or texts("no place")


def _first_line(side: Finding | Problem | None, texts: Texts) -> str:
    if not isinstance(side, Problem):
        return texts("judged")
    return texts.sentence(side.text.splitlines()[0])


def _messages(number: int, texts: Texts) -> str:
    if not number:
        return texts("no messages")
    return texts.counted(number, "%(number)s message", "%(number)s messages")
