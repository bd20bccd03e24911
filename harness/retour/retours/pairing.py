"""Heenbericht × retourbericht → findings: whether the one is an answer to the other.

Source: the message forms of iWmo 2.1 and 3.2; that a retour copies what it answers is stated by IV028 of iWmo 3.2, and
inferred for 2.1. That a heenbericht of 2.0 with a retour of 2.1 is a broken pair is stated for the migration of June 2017.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lxml import etree

from retour.language import mark
from retour.messages import EiMessage, Message, cents_of, text_of
from retour.model import Finding, Location
from retour.retours.claims import CLAIM
from retour.retours.classes import MessageClass, classes_of, kinds_of_classes
from retour.retours.codes import (
    GENERAL,
    GRANTED_IN_FULL,
    NOTHING_TO_REMARK,
    REFUSED,
    RETOUR_CODES,
    XSLT_VERSION,
    decidable_codes,
    header_codes,
    refuses_message,
)
from retour.retours.completeness import Call, Filled, Wrong
from retour.retours.declarations import (
    CLAIM_FORM,
    GRANTED_LINE,
    LINE,
    DeclarationForm,
    euros,
    form_of,
    granted_amounts,
    granted_line,
    granted_total,
    submitted_line,
    submitted_total,
)
from retour.retours.headings import HeaderText, Heading, heading_repeated, place_of
from retour.retours.matching import Match, matches
from retour.rulesets import RuleSet

PAIR_CODES: Mapping[str, str] = {
    "type": mark("The retour isn't of the type that answers the heenbericht, or of another standard."),
    "broken": mark("The retour is of a later release than the heenbericht: a machine can't match the two."),
    "release": mark("The retour is of an earlier release than the heenbericht."),
    "identification": mark("The retour doesn't repeat the identification of the heenbericht."),
    "dagtekening": mark("The retour doesn't repeat the date of the heenbericht."),
    "parties": mark("The retour doesn't copy the parties of the heenbericht, or swaps them."),
    "header": mark("The retour doesn't copy the rest of the header of the heenbericht."),
    "crossref-mismatch": mark(
        "The envelope of the retour refers to another envelope than that of the heenbericht."
    ),
    "dagtekening-retour": mark("The retour is dated before the heenbericht."),
    "amounts": mark("A total in the retour of a declaration isn't what was submitted, or what was granted."),
    "class-not-in-heen": mark("A class of the retour doesn't stand in the heenbericht."),
    "class-changed": mark("A class of the retour doesn't say what it says in the heenbericht."),
    "unfounded-code": mark(
        "The rules decide on a retour code, and don't lead to it on that class or inside it."
    ),
    "missing-code": mark(
        "What is found in the heenbericht calls for a retour code that the retour doesn't have there."
    ),
    "xslt-version": mark(
        "The retour refuses by a rule within the message, and doesn't name the version of the stylesheets."
    ),
    "missing-class": mark(
        "A class of the heenbericht is missing, in which something was found, or from a class that came back."
    ),
}
"""What can be wrong with a pair, by the code of the finding."""

_WITHOUT_RELEASE = frozenset({"JW321", "JW322"})
"""They kept their form in June 2017 and can't make a broken pair, which is inferred."""

_GRANTED = frozenset({GRANTED_IN_FULL, NOTHING_TO_REMARK})


@dataclass(frozen=True, slots=True)
class Side:
    """One message of a pair.

    Attributes:
        heading: of a retour what it repeats of its heenbericht.
        root: None for a message in EI, of which the heading alone is compared.
        reference: of its envelope: referentienummer of a heenbericht, crossRefnummer of a retour; None without one.
    """

    heading: Heading
    root: etree._Element | None = None
    reference: str | None = None

    @property
    def header(self) -> Location | None:
        """Where its header stands; None in EI."""
        header = None if self.root is None else self.root.find("{*}Header")
        return None if header is None else place_of(header)

    @classmethod
    def of(cls, message: Message | EiMessage, reference: str | None = None) -> Side:
        """The side of a message."""
        root = message.root if isinstance(message, Message) else None
        return cls(heading_repeated(message), root, reference)


@dataclass(frozen=True)
class Pair:
    """A heenbericht and a retour.

    Attributes:
        rules: the set that judged the heenbericht; None when none did, and then retour codes aren't judged.
        findings: of these rules, on the heenbericht.
        decided: the rules across messages that were checked too.
    """

    heen: Side
    retour: Side
    rules: RuleSet | None = None
    findings: Sequence[Finding] = ()
    decided: Collection[str] = ()

    @cached_property
    def roots(self) -> tuple[etree._Element, etree._Element] | None:
        """Both messages, when they are of one form and can be compared beyond their headings."""
        if self.heen.root is None or self.retour.root is None or list(_release(self)):
            return None
        return self.heen.root, self.retour.root

    @cached_property
    def matches(self) -> Sequence[Match]:
        """The classes of the retour, each with the class of the heenbericht that it repeats."""
        if self.roots is None:
            return ()
        _, retour = self.roots
        return tuple(matches(classes_of(retour, self._kinds), self.classes))

    @cached_property
    def form(self) -> DeclarationForm | None:
        """That of the declaration which the heenbericht is; None where it is none, or the messages can't be compared."""
        return None if self.roots is None else form_of(self.roots[0])

    @cached_property
    def classes(self) -> MessageClass:
        """The classes of the heenbericht, where the messages can be compared."""
        assert self.roots is not None
        return classes_of(self.roots[0], self._kinds)

    @cached_property
    def _kinds(self) -> Collection[str]:
        assert self.roots is not None
        return kinds_of_classes(self.roots[1], self.rules)

    @cached_property
    def filled(self) -> Filled | None:
        """The codes of the retour beside the findings; None where no rules judged the heenbericht."""
        if self.rules is None or self.roots is None:
            return None
        return Filled(
            self.classes,
            self.matches,
            header_codes(self.roots[1]),
            self.retour.header,
            self.form,
            self.decidable,
            self.findings,
            self.rules,
        )

    @cached_property
    def decidable(self) -> Collection[str]:
        """The retour codes on which the findings decide; others are taken on trust."""
        return () if self.rules is None else decidable_codes(self.rules, self.decided)


def pair_findings(pair: Pair) -> tuple[Finding, ...]:
    """What makes the retour no answer to the heenbericht.

    A retour of another type is compared no further.
    """
    wrong = list(_type(pair)) or [each for check in _CHECKS for each in check(pair)]
    return tuple(
        Finding("pair", code, None, () if place is None else (place,), text) for code, text, place in wrong
    )


def _type(pair: Pair) -> Iterator[Wrong]:
    heen, retour = pair.heen.heading, pair.retour.heading
    answers = [identity.type for identity in heen.identity.answers()]
    if not answers:
        yield (
            "type",
            mark("%(identity)s is no heenbericht, so nothing answers it") % {"identity": heen.identity},
            None,
        )
    elif (retour.identity.standard, retour.identity.type) not in {
        (heen.identity.standard, type_) for type_ in answers
    }:
        text = mark("%(identity)s doesn't answer %(heen)s: %(standard)s %(answer)s does") % {
            "identity": retour.identity,
            "heen": heen.identity,
            "standard": heen.identity.standard,
            "answer": answers[0],
        }
        yield "type", text, None
    else:
        yield from _berichtcode(heen.first("type"), retour.first("type"))


def _berichtcode(heen: HeaderText | None, retour: HeaderText | None) -> Iterator[Wrong]:
    """A declaration (416) is answered by 417, and an invoice (448) by 449: the number that follows."""
    if heen is None or retour is None or not (heen.text.isdigit() and retour.text.isdigit()):
        return
    if int(retour.text) != int(heen.text) + 1:
        text = mark("BerichtCode %(retour)s doesn't answer %(heen)s: %(answer)s does") % {
            "retour": retour.text,
            "heen": heen.text,
            "answer": int(heen.text) + 1,
        }
        yield "type", text, retour.place


def _release(pair: Pair) -> Iterator[Wrong]:
    heen, retour = pair.heen.heading.identity, pair.retour.heading.identity
    if heen.type in _WITHOUT_RELEASE or heen.release is None or retour.release is None:
        return
    if _number(retour.release) > _number(heen.release):
        text = mark(
            "broken pair: the heenbericht is of release %(release)s and the retour of %(other)s, so the sender's system can't match them"
        ) % {"release": heen.release, "other": retour.release}
        yield "broken", text, None
    elif retour.release != heen.release:
        yield (
            "release",
            mark("a retour of release %(release)s to a heenbericht of %(other)s")
            % {"release": retour.release, "other": heen.release},
            None,
        )


def _number(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def _copied(pair: Pair) -> Iterator[Wrong]:
    heen, retour = pair.heen.heading.texts, pair.retour.heading.texts
    for key in dict.fromkeys([*heen, *retour]):
        before, after = heen.get(key), retour.get(key)
        role = (before or after).role  # type: ignore[union-attr]
        if role in ("type", "dagtekening-retour") or before == after:
            continue
        if before is not None and after is not None:
            if after.text != before.text:
                yield (
                    role,
                    mark("%(name)s is %(after)s, in the heenbericht %(before)s")
                    % {"name": after.name, "after": repr(after.text), "before": repr(before.text)},
                    after.place,
                )
        elif pair.roots is not None:  # in other releases other elements stand in the header
            if after is not None:
                yield role, mark("%(name)s isn't in the heenbericht") % {"name": after.name}, after.place
            elif before is not None:
                yield (
                    role,
                    mark("%(name)s of the heenbericht, %(text)s, is missing")
                    % {"name": before.name, "text": repr(before.text)},
                    pair.retour.header,
                )


def _references(pair: Pair) -> Iterator[Wrong]:
    sent, answered = pair.heen.reference, pair.retour.reference
    if sent is not None and answered is not None and sent != answered:
        yield (
            "crossref-mismatch",
            mark("crossRefnummer is %(answered)s, and the heenbericht was sent as %(sent)s")
            % {"answered": answered, "sent": sent},
            None,
        )


def _dates(pair: Pair) -> Iterator[Wrong]:
    heen = pair.heen.heading.first("dagtekening")
    retour = pair.retour.heading.first("dagtekening-retour")
    if heen is None or retour is None:
        return
    sent, answered = _date(heen.text), _date(retour.text)
    if sent is not None and answered is not None and answered < sent:
        text = mark("%(name)s %(retour)s lies before %(other)s %(heen)s of the heenbericht") % {
            "name": retour.name,
            "retour": retour.text,
            "other": heen.name,
            "heen": heen.text,
        }
        yield "dagtekening-retour", text, retour.place


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _amounts(pair: Pair) -> Iterator[Wrong]:
    if pair.roots is None or pair.form is None:
        return
    heen, retour = pair.roots
    if (totals := retour.find(pair.form.totals)) is None:
        return
    submitted = submitted_total(heen, pair.form)
    wanted = {pair.form.submitted: submitted, pair.form.granted: _granted(pair, pair.form, submitted)}
    for name, cents in wanted.items():
        total = totals.find(f"{{*}}{name}")
        if total is not None and cents is not None and cents_of(total) != cents:
            text = mark("%(name)s is %(written)s, and should be %(cents)s") % {
                "name": name,
                "written": euros(cents_of(total)),
                "cents": euros(cents),
            }
            yield "amounts", text, place_of(total)
    for match in pair.matches:
        if match.heen is not None and match.retour.name == LINE:
            yield from _line(submitted_line(match.heen.element, pair.form), match.retour)


def _line(submitted: int, retour: MessageClass) -> Iterator[Wrong]:
    """What a line grants is no more than it asked for, and nothing where the line is refused."""
    codes = set(retour.said)
    is_refused = bool(codes - _GRANTED)
    for name, cents in granted_amounts(retour.element):
        if is_refused and cents != 0:
            text = mark("%(name)s is %(cents)s, and the line is refused with %(codes)s") % {
                "name": name,
                "cents": euros(cents),
                "codes": ", ".join(sorted(codes)),
            }
        elif name == GRANTED_LINE and (cents * submitted < 0 or abs(cents) > abs(submitted)):
            text = mark("%(name)s is %(cents)s, and %(submitted)s was submitted") % {
                "name": name,
                "cents": euros(cents),
                "submitted": euros(submitted),
            }
        else:
            continue
        yield "amounts", text, retour.place


def _granted(pair: Pair, form: DeclarationForm, submitted: int) -> int | None:
    """What the retour must say is granted; None where that can't be told."""
    assert pair.roots is not None
    heen, retour = pair.roots
    if not pair.matches:
        return submitted if _GRANTED.issuperset(header_codes(retour)) else 0
    if any(match.heen is None for match in pair.matches):
        return None
    if any(match.retour.name == CLAIM and set(match.retour.said) - _GRANTED for match in pair.matches):
        return 0
    granted = {
        match.heen.element: granted_line(match.retour.element)
        for match in pair.matches
        if match.heen is not None and match.retour.name == LINE
    }
    return granted_total(heen, form, granted)


def _classes(pair: Pair) -> Iterator[Wrong]:
    for match in pair.matches:
        name = match.retour.name
        if match.heen is None:
            yield (
                "class-not-in-heen",
                mark("this %(name)s doesn't stand in the heenbericht") % {"name": name},
                match.retour.place,
            )
        elif match.retour.content != match.heen.content:
            yield "class-changed", _difference(match.retour, match.heen), match.retour.place


def _difference(retour: MessageClass, heen: MessageClass) -> str:
    """What is the first to differ, in one sentence."""
    before, after = dict(heen.content), dict(retour.content)
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            if key not in after:
                return mark("%(key)s of %(path)s in the heenbericht is missing") % {
                    "key": key,
                    "path": heen.path,
                }
            if key not in before:
                return mark("%(key)s isn't in %(path)s of the heenbericht") % {"key": key, "path": heen.path}
            return mark("%(key)s is %(after)s, in %(path)s of the heenbericht %(before)s") % {
                "key": key,
                "after": repr(after[key]),
                "path": heen.path,
                "before": repr(before[key]),
            }
    return mark("the elements stand in another order than in %(path)s of the heenbericht") % {
        "path": heen.path
    }


def _codes(pair: Pair) -> Iterator[Wrong]:
    if (filled := pair.filled) is None:
        return
    yield from filled.wrong()
    for owner, element, place in _written_codes(pair):
        code = text_of(element).strip()
        if code in pair.decidable and code not in GENERAL and not _is_called_for(code, owner, filled.calls):
            yield "unfounded-code", _unfounded(code, owner, filled.calls), place


def _xslt_version(pair: Pair) -> Iterator[Wrong]:
    """A refusal that rests on the stylesheets names their version, where the release has an element for it (IV033)."""
    if pair.rules is None or pair.roots is None or not any(map(refuses_message, pair.findings)):
        return
    _, retour = pair.roots
    header = retour.find("{*}Header")
    if (
        header is None
        or REFUSED not in header_codes(retour)
        or header.find(f"{{*}}{XSLT_VERSION}") is not None
    ):
        return
    if pair.rules.schema.namespace_of(header, XSLT_VERSION) is not None:
        by = ", ".join(dict.fromkeys(each.code for each in pair.findings if refuses_message(each)))
        yield (
            "xslt-version",
            mark("%(code)s rests on %(by)s, and %(name)s is missing")
            % {"code": REFUSED, "by": by, "name": XSLT_VERSION},
            pair.retour.header,
        )


def _is_called_for(code: str, owner: str, calls: Iterable[Call]) -> bool:
    """Whether a finding on a class or inside it calls for a code; "" stands for the whole message."""
    return any(code in call.codes and _lies_in(call, owner) for call in calls)


def _unfounded(code: str, owner: str, calls: Iterable[Call]) -> str:
    called = dict.fromkeys(f"{call.codes[0]} ({call.rule})" for call in calls if _lies_in(call, owner))
    belongs = mark("%(code)s belongs here") % {"code": NOTHING_TO_REMARK}
    instead = mark("called for is %(codes)s") % {"codes": ", ".join(called)} if called else belongs
    return _UNFOUNDED[bool(owner)] % {"code": code, "owner": owner, "why": instead}


_UNFOUNDED = (
    mark("%(code)s stands in the header, and no rule leads to it there: %(why)s"),
    mark("%(code)s stands at %(owner)s, and no rule leads to it there: %(why)s"),
)


def _lies_in(call: Call, owner: str) -> bool:
    """Whether what a finding calls for belongs to a class: the header has what lies in no class."""
    if owner == "/Bericht/Header":
        return not call.owner
    return not owner or call.lies_in(owner)


def _written_codes(pair: Pair) -> Iterator[tuple[str, etree._Element, Location]]:
    """The retour codes, each with the path of its class in the heenbericht and with its own place in the retour.

    In a header that comes alone a code may stand for anything in the message, but for that of an answer to a claim.
    """
    assert pair.roots is not None
    _, retour = pair.roots
    header = "/Bericht/Header" if pair.matches or pair.form is CLAIM_FORM else ""
    for codes in retour.iterfind(f"{{*}}Header/{{*}}{RETOUR_CODES}"):
        for element in codes.iterchildren(etree.Element):
            yield header, element, place_of(element)
    for match in pair.matches:
        if match.heen is not None:
            for element in match.retour.codes:
                yield match.heen.path, element, place_of(element)


_CHECKS: Sequence[Callable[[Pair], Iterator[Wrong]]] = (
    _release,
    _copied,
    _references,
    _dates,
    _amounts,
    _classes,
    _codes,
    _xslt_version,
)
