"""The level «history»: what the rule set reports of the message, given the messages that went before it.

The entry of this level gets one document with all of them, see docs/rule-sets.md. Only those stand in it that count: a
message that failed its schema, or that was refused as a whole with 0001, is as if it had never been sent (OP286 of iWmo
3.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from retour.engines import OF_THE_HARNESS, Order, Reply
from retour.errors import MessageError, RetourError, RuleSetError
from retour.language import mark
from retour.levels.check import Check, Counted, Earlier
from retour.levels.judged import Judged, Left, Task, Told
from retour.levels.level import LevelCheck
from retour.levels.reasons import explained
from retour.levels.steps import Address, Addressed
from retour.messages import located
from retour.model import Finding, LeftOut, Location, Place, Undecided
from retour.retours import REFUSED, Reference
from retour.rulesets import Entry
from retour.text.display import shown
from retour.text.markup import escape, quoteattr

HISTORY_NAMESPACE = "urn:retour:history"
"""Of the elements around the messages."""

_NONE_GIVEN = mark("no earlier messages are given")
_DUTCH_TIME = ZoneInfo("Europe/Amsterdam")

_CURRENT = re.compile(r"/history(?:\[1\])?/current(?:\[1\])?(?=/)")
_EARLIER = re.compile(r"/history(?:\[1\])?(?:/|$)")
_UNDECIDED = re.compile(r"not decidable: (?P<code>[^\s:]+): (?P<reason>.+)")


def judge_history(addressed: Addressed) -> Task | Left:
    """Run the rules that look at other messages too; without any, those that need no more than a list from outside.

    Raises:
        MessageError: an earlier message can't be judged, or they are too large together.
        RuleSetError: the entry for this type of message can't be read.
    """
    earlier = addressed.entered.check.history
    if earlier is None and not addressed.entered.check.has_registers:
        return Left("not applicable", _NONE_GIVEN)
    to = addressed.to
    if isinstance(to, Left):
        return to
    if to.heen is not None:
        return Left("not applicable", mark("a retourbericht is judged by the heenbericht that it answers"))
    entry = to.rules.history_for(to.message.identity)
    if earlier is None and (entry is None or to.rules.register_codes.isdisjoint(entry.codes)):
        return Left("not applicable", _NONE_GIVEN)
    if entry is None:
        return Left(
            "not checked",
            mark("the set has no rules across messages for %(identity)s") % {"identity": to.message.identity},
        )
    texts, left_out = _standing(earlier or ())
    _refuse_large(to.check, texts)
    order = Order(
        to.stylesheet_of(entry),
        "".join(_document(to, texts)),
        to.parameters_of(entry),
        listen=True,
    )
    return Task(order, lambda reply: _judged(to, entry, left_out, order.text, reply))


def _standing(earlier: Iterable[Earlier]) -> tuple[list[str], tuple[LeftOut, ...]]:
    """The texts of the messages that count, and those that don't.

    A retourbericht that refuses a message as a whole takes what went before it out of the history; the same number may be
    used again after it.
    """
    counted: list[Counted | LeftOut] = []
    places: dict[Reference, list[int]] = {}
    for each in earlier:
        match each.standing:
            case Counted() as one:
                for place in places.pop(one.refuses, ()) if one.refuses is not None else ():
                    counted[place] = _refused(counted[place], one)
                if one.reference is not None:
                    places.setdefault(one.reference, []).append(len(counted))
                counted.append(one)
            case LeftOut() as why:
                counted.append(why)
            case RetourError() as error:
                raise copy(error)  # an error is of one outcome: who tells it may add to it
            case None:
                raise RuntimeError(f"the earlier message {each.check.name} was not judged")
    texts = [one.text for one in counted if isinstance(one, Counted)]
    return texts, tuple(one for one in counted if isinstance(one, LeftOut))


def _refused(one: Counted | LeftOut, by: Counted) -> LeftOut:
    return LeftOut(one.name, f"{by.name} refuses it with {REFUSED}") if isinstance(one, Counted) else one


def _refuse_large(check: Check, texts: Sequence[str]) -> None:
    limit = check.workspace.configuration.history_limit
    if (size := sum(map(len, texts))) > limit:
        raise MessageError(
            f"the earlier messages are {size:,} characters together, and may be {limit:,}: `history_limit` in the "
            "configuration says how many",
            Place(check.name),
            "size",
        )


def _document(to: Address, texts: Iterable[str]) -> Iterator[str]:
    """The parts of what the entry gets. The elements around messages have a prefix: a message without a namespace keeps none."""
    yield f'<h:history xmlns:h="{HISTORY_NAMESPACE}">'
    for text in texts:
        yield f"<h:earlier>{text}</h:earlier>"
    received = "" if to.check.sent is None else f" received={quoteattr(_day(to.check.sent).isoformat())}"
    yield f"<h:current{received}>{to.message.text}</h:current>"
    for name, values in _registers(to.check).items():
        yield f"<h:register name={quoteattr(name)}>"
        for value in values:
            yield f"<h:value>{escape(value)}</h:value>"
        yield "</h:register>"
    yield "</h:history>"


def _day(sent: datetime) -> date:
    """The day of a moment in Dutch time; one without an offset is in that time."""
    return (sent if sent.tzinfo is None else sent.astimezone(_DUTCH_TIME)).date()


def _registers(check: Check) -> Mapping[str, Sequence[str]]:
    """The lists from outside, by name; what the check gives goes before what the configuration gives."""
    configured = check.workspace.configuration.registers
    given = {name: register for name, register in configured if name not in check.registers}
    return {**{name: register.values() for name, register in given.items()}, **check.registers}


def _judged(to: Address, entry: Entry, left_out: tuple[LeftOut, ...], text: str, reply: Reply) -> Judged:
    """The findings of the report, each with the lines of the message at which it lies.

    Args:
        text: what the stylesheet saw.

    Raises:
        NotAReport, RuleSetError: what the stylesheet wrote can't be read, or points at an earlier message.
    """
    report = to.rules.read(reply.report)
    findings, silences = explained(to, entry, reply, report.findings, text)
    placed = [_of_current(finding, entry) for finding in findings]
    said = [" ".join(message.split()) for message in reply.messages]
    undecided = list(dict.fromkeys(_undecided(said)))
    if to.check.history is None:
        decided = to.rules.register_codes
        placed = [finding for finding in placed if finding.code in decided]
        undecided = [each for each in undecided if each.code in decided]
        undecided += [Undecided(code, _NONE_GIVEN) for code in entry.codes if code not in decided]
    found = [to.entered.placed(finding) for finding in located(placed, to.message.root)]
    reached = None if to.probed is None else to.probed.reached(reply.messages)
    evaluated = None
    unknown: frozenset[str] = frozenset()
    if to.probed is not None and reached is not None:
        evaluated = to.probed.evaluated(reached).union(finding.code for finding in found)
        unknown = to.probed.unknown(entry) - evaluated
    told = Told(
        report.version,
        reply.report,
        evaluated,
        reached,
        _own(said) if to.check.listen else None,
        unknown,
        tuple(undecided),
        left_out,
        silences,
    )
    return Judged(found, told)


def _of_current(finding: Finding, entry: Entry) -> Finding:
    """A finding at this level, with the paths that lead to the message in the document as paths in the message."""
    return replace(
        finding,
        level="history",
        locations=tuple(_in_current(place, finding, entry) for place in finding.locations),
    )


def _in_current(place: Location, finding: Finding, entry: Entry) -> Location:
    if place.path is None:
        return place
    path = _CURRENT.sub("", place.path, count=1)
    if _EARLIER.match(path):
        raise RuleSetError(
            f"{finding.code} points at {place.path}: a rule across messages points at the message under test, "
            "/history/current",
            Place(shown(entry.path)),
        )
    return replace(place, path=path)


def _undecided(said: Iterable[str]) -> Iterator[Undecided]:
    for text in said:
        if (found := _UNDECIDED.fullmatch(text)) is not None:
            yield Undecided(found["code"], found["reason"])


def _own(said: Iterable[str]) -> tuple[str, ...]:
    """What the stylesheet itself said."""
    return tuple(text for text in said if not text.startswith(OF_THE_HARNESS))


HISTORY_LEVEL = LevelCheck(
    "history",
    Addressed,
    judge_history,
    key="fires",
    beside="rules",
    is_asked=lambda check: check.history is not None or check.has_registers,
)
