"""The answer to a claim (325) → what is wrong with its retour codes as they stand, whatever the claim says.

Source: IV087 of iWmo 3.2, for iJw as well, and the official rule report for the class on which the code of each rule stands.
That lines that are granted don't come back is inferred from IV087, and so is that 0200, 0233 and 8001 stand beside no other code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from string import ascii_uppercase

from retour.model import Identity, Location
from retour.retours.claims import CLAIM
from retour.retours.classes import HEADER, MessageClass
from retour.retours.codes import GENERAL, GRANTED_IN_FULL, NOT_ASSESSED, NOTHING_TO_REMARK, REFUSED
from retour.retours.completeness import Wrong, listed
from retour.retours.declarations import LINE
from retour.rulesets import RuleSet


def owners_of_codes(claim: Identity, rules: RuleSet) -> Mapping[str, Collection[str]]:
    """On which class the retour codes of the rules for a claim stand, as far as the catalogue tells."""
    number = (claim.type or "").lstrip(ascii_uppercase)
    owners: dict[str, set[str]] = {}
    for rule in rules.catalogue.values():
        if rule.retour is not None and claim.type in rule.messages:
            for place in rule.places.get(number, ()):
                owners.setdefault(rule.retour, set()).add(place.partition("/")[0])
    return owners


def answer_findings(
    header: Sequence[str],
    place: Location | None,
    answer: MessageClass,
    owners: Mapping[str, Collection[str]],
) -> Iterator[Wrong]:
    """What contradicts itself in the codes of an answer, or stands on a class that no rule has it on.

    Args:
        header: the codes of the header.
        place: where that stands.
        answer: the classes of the whole message.
        owners: on which class each code of a rule stands; empty where that isn't known.
    """
    yield from _among_themselves("the header", header, place)
    yield from _misplaced(HEADER, header, place, owners)
    if list(header) == [NOTHING_TO_REMARK]:
        if not answer.within:
            yield _wrong(
                f"{NOTHING_TO_REMARK} stands in the header, and nothing is said of the declaration", place
            )
    elif answer.within:
        yield _wrong(f"{listed(header)} stands in the header, which then comes alone", place)
    for each in answer.all():
        codes = each.said
        yield from _among_themselves(f"this {each.name}", codes, each.place)
        yield from _misplaced(each.name, codes, each.place, owners)
        if REFUSED in codes:
            yield _wrong(f"{REFUSED} refuses the whole message, and stands in the header alone", each.place)
        elif each.name == CLAIM:
            yield from _of_declaration(each, codes)
        elif each.name != LINE:
            yield from _of_lines(each, codes)


def _of_declaration(declaration: MessageClass, codes: Sequence[str]) -> Iterator[Wrong]:
    """It is granted in full or refused, and comes alone; or what is refused of it comes back."""
    comes_back = bool(declaration.within)
    if comes_back and codes != [NOTHING_TO_REMARK]:
        yield _wrong(
            f"{listed(codes)} stands here, and clients come back: that calls for {NOTHING_TO_REMARK}",
            declaration.place,
        )
    elif not comes_back and (codes == [NOTHING_TO_REMARK] or NOT_ASSESSED in codes):
        text = f"{listed(codes)} stands here, and no client comes back: granted in full is {GRANTED_IN_FULL}"
        yield _wrong(text, declaration.place)


def _of_lines(client: MessageClass, codes: Sequence[str]) -> Iterator[Wrong]:
    """The lines of a client that is refused aren't assessed; of another those come back that are refused."""
    if GENERAL.issuperset(codes) and codes != [NOTHING_TO_REMARK]:
        yield _wrong(
            f"{listed(codes)} stands at a client: that has {NOTHING_TO_REMARK}, or what refuses it",
            client.place,
        )
        return
    for line in client.within:
        on_line = line.said
        if codes != [NOTHING_TO_REMARK]:
            if on_line != [NOT_ASSESSED]:
                text = (
                    f"{listed(on_line)} stands at a line of a client that is refused: that has {NOT_ASSESSED}"
                )
                yield _wrong(text, line.place)
        elif GENERAL.issuperset(on_line):
            yield _wrong(
                f"{listed(on_line)} stands at this line, and only lines that are refused come back",
                line.place,
            )


def _among_themselves(owner: str, codes: Sequence[str], place: Location | None) -> Iterator[Wrong]:
    """What may not stand in one place: a code twice, and one that says that nothing is wrong beside one that says what is."""
    if len(set(codes)) < len(codes):
        yield _wrong(f"a retour code stands at {owner} more than once", place)
    elif len(codes) > 1 and (alone := [code for code in codes if code in GENERAL]):
        yield _wrong(f"{alone[0]} stands at {owner} beside other codes, and stands alone", place)


def _misplaced(
    owner: str, codes: Sequence[str], place: Location | None, owners: Mapping[str, Collection[str]]
) -> Iterator[Wrong]:
    for code in dict.fromkeys(codes) if owners else ():
        if code in GENERAL or owner in (known := owners.get(code, ())):
            continue
        belongs = f"belongs at {' or '.join(sorted(known))}" if known else "no rule for the claim has it"
        yield _wrong(f"{code} stands at {owner}, and {belongs}", place)


def _wrong(text: str, place: Location | None) -> Wrong:
    return "filling", text, place
