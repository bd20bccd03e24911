"""The answer to a claim (325) → what is wrong with its retour codes as they stand, whatever the claim says.

Source: IV087 of iWmo 3.2, for iJw as well, and the official rule report for the class on which the code of each rule stands.
That lines that are granted don't come back is inferred from IV087, and so is that 0200, 0233 and 8001 stand beside no other code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from string import ascii_uppercase

from retour.language import mark
from retour.messages import Message
from retour.model import Finding, Identity, Location
from retour.retours.claims import CLAIM
from retour.retours.classes import HEADER, MessageClass, classes_of, kinds_of_classes
from retour.retours.codes import (
    GENERAL,
    NOT_ASSESSED,
    NOTHING_TO_REMARK,
    REFUSED,
    header_codes,
)
from retour.retours.completeness import listed
from retour.retours.declarations import LINE
from retour.rulesets import ANSWER_RULE, RuleSet
from retour.text.paths import printed_path

Wrong = tuple[str, Location | None]
"""What is wrong, in one sentence, and where."""


def filling_of_answer(message: Message, rules: RuleSet) -> tuple[Finding, ...]:
    """The findings on how an answer to a claim is filled, by the answer alone."""
    return tuple(
        Finding("rules", ANSWER_RULE, None, () if place is None else (place,), text)
        for text, place in _wrong(message, rules)
    )


def _wrong(message: Message, rules: RuleSet) -> Iterator[Wrong]:
    """What contradicts itself in the codes of an answer, or stands on a class that no rule has it on."""
    element = message.root.find(f"{{*}}{HEADER}")
    place = None if element is None else Location(printed_path(element))
    header = header_codes(message.root)
    answer = classes_of(message.root, kinds_of_classes(message.root, rules))
    owners = _owners_of_codes(message.identity.answered(), rules)
    yield from _among_themselves(HEADER, header, place)
    yield from _misplaced(HEADER, header, place, owners)
    if list(header) == [NOTHING_TO_REMARK]:
        if not answer.within:
            yield (
                _said(mark("%(codes)s stands in the header, and nothing is said of the declaration"), header),
                place,
            )
    elif answer.within:
        yield _said(mark("%(codes)s stands in the header, which then comes alone"), header), place
    for each in answer.all():
        codes = each.said
        yield from _among_themselves(each.name, codes, each.place)
        yield from _misplaced(each.name, codes, each.place, owners)
        if REFUSED in codes:
            text = mark("%(codes)s refuses the whole message, and stands in the header alone")
            yield _said(text, [REFUSED]), each.place
        elif each.name == CLAIM:
            yield from _of_declaration(each, codes)
        elif each.name != LINE:
            yield from _of_lines(each, codes)


def _owners_of_codes(claims: Sequence[Identity], rules: RuleSet) -> Mapping[str, Collection[str]]:
    """On which class the retour codes of the rules for a claim stand, as far as the catalogue tells."""
    owners: dict[str, set[str]] = {}
    for claim in claims:
        number = (claim.type or "").lstrip(ascii_uppercase)
        for rule in rules.catalogue.values():
            if rule.retour is not None and claim.type in rule.messages:
                for place in rule.places.get(number, ()):
                    owners.setdefault(rule.retour, set()).add(place.partition("/")[0])
    return owners


def _of_declaration(declaration: MessageClass, codes: Sequence[str]) -> Iterator[Wrong]:
    """It is granted in full or refused, and comes alone; or what is refused of it comes back."""
    comes_back = bool(declaration.within)
    if comes_back and codes != [NOTHING_TO_REMARK]:
        text = mark("%(codes)s stands here, and clients come back: that calls for 0200")
        yield _said(text, codes), declaration.place
    elif not comes_back and (codes == [NOTHING_TO_REMARK] or NOT_ASSESSED in codes):
        text = mark("%(codes)s stands here, and no client comes back: granted in full is 8001")
        yield _said(text, codes), declaration.place


def _of_lines(client: MessageClass, codes: Sequence[str]) -> Iterator[Wrong]:
    """The lines of a client that is refused aren't assessed; of another those come back that are refused."""
    if GENERAL.issuperset(codes) and codes != [NOTHING_TO_REMARK]:
        text = mark("%(codes)s stands at a client: that has 0200, or what refuses it")
        yield _said(text, codes), client.place
        return
    for line in client.within:
        on_line = line.said
        if codes != [NOTHING_TO_REMARK]:
            if on_line != [NOT_ASSESSED]:
                text = mark("%(codes)s stands at a line of a client that is refused: that has 0233")
                yield _said(text, on_line), line.place
        elif GENERAL.issuperset(on_line):
            text = mark("%(codes)s stands at this line, and only lines that are refused come back")
            yield _said(text, on_line), line.place


def _among_themselves(owner: str, codes: Sequence[str], place: Location | None) -> Iterator[Wrong]:
    """What may not stand in one place: a code twice, and one that says that nothing is wrong beside one that says what is."""
    if len(set(codes)) < len(codes):
        yield mark("a retour code stands in this %(owner)s more than once") % {"owner": owner}, place
    elif len(codes) > 1 and (alone := [code for code in codes if code in GENERAL]):
        text = mark("%(codes)s stands in this %(owner)s beside other codes, and has to stand alone")
        yield _said(text, alone[:1], owner=owner), place


def _misplaced(
    owner: str, codes: Sequence[str], place: Location | None, owners: Mapping[str, Collection[str]]
) -> Iterator[Wrong]:
    for code in dict.fromkeys(codes) if owners else ():
        if code in GENERAL or owner in (known := owners.get(code, ())):
            continue
        if known:
            text = mark("%(codes)s stands in this %(owner)s, and belongs in: %(owners)s")
        else:
            text = mark("%(codes)s stands in this %(owner)s, and no rule for the declaration has it")
        yield _said(text, [code], owner=owner, owners=", ".join(sorted(known))), place


def _said(text: str, codes: Sequence[str], **others: str) -> str:
    return text % {"codes": listed(codes), **others}
