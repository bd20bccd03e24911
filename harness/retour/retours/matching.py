"""Which class of a heenbericht each class of its retour repeats.

A retour may leave classes out, so positions tell nothing: classes are matched by what they say, and then by their key.
Source of the keys: those of TR101 in our catalogue, inferred from iWmo 3.2 and iWlz 2.2.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retour.retours.claims import CLAIM
from retour.retours.classes import MessageClass

_KEYS: Mapping[str, tuple[str, ...]] = {
    "Beperking": ("Beperking",),
    "BeperkingScore": ("Vraag",),
    "BeschiktProduct": ("Product/Categorie", "Product/Code", "Ingangsdatum"),
    "Beschikking": ("BeschikkingNummer",),
    "Client": ("Bsn",),
    "Contact": ("Soort",),
    CLAIM: (),
    "Prestatie": ("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
    "Product": ("ReferentieAanbieder",),
    "Relatie": ("Nummer",),
    "StartProduct": ("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum"),
    "StopProduct": ("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum", "Einddatum"),
    "ToegewezenProduct": ("ToewijzingNummer", "Product/Categorie", "Product/Code", "Aanbieder", "Ingangsdatum"),
}  # fmt: skip
"""What tells the classes of one name apart, of which a claim has one; a class that has no key here is matched by all that it says."""


@dataclass(frozen=True, slots=True)
class Match:
    """A class of a retour, and the class of the heenbericht that it repeats; None when there is none."""

    retour: MessageClass
    heen: MessageClass | None


def matches(retour: MessageClass, heen: MessageClass) -> Iterator[Match]:
    """Match the classes in a class of a retour to those in the class of the heenbericht that it repeats.

    Each class of the heenbericht is repeated once at most. Of a class that repeats nothing, what is in it isn't looked at.
    """
    for match in _matched(retour.within, heen.within):
        yield match
        if match.heen is not None:
            yield from matches(match.retour, match.heen)


def _matched(retour: Sequence[MessageClass], heen: Sequence[MessageClass]) -> list[Match]:
    found: dict[int, MessageClass] = {}
    free = list(heen)
    for likeness in (_whole, _own, _key):
        open_ = [number for number in range(len(retour)) if number not in found]
        by_likeness: dict[Hashable, deque[MessageClass]] = defaultdict(deque)
        for each in free if open_ else ():
            by_likeness[likeness(each)].append(each)
        for number in open_:
            if same := by_likeness.get(likeness(retour[number])):
                found[number] = same.popleft()
        taken = {id(each) for each in found.values()}
        free = [each for each in free if id(each) not in taken]
    return [Match(each, found.get(number)) for number, each in enumerate(retour)]


def _whole(each: MessageClass) -> Hashable:
    return each.whole


def _own(each: MessageClass) -> Hashable:
    return (each.kind, each.content)


def _key(each: MessageClass) -> Hashable:
    parts = _KEYS.get(each.name)
    if parts is None:
        return _whole(each)
    texts = dict(each.content)
    return (each.kind, tuple(_number_or_text(texts.get(part)) for part in parts))


def _number_or_text(text: str | None) -> str | None:
    """A text without the zeros that a number may begin with: category 7 is 07."""
    return text.lstrip("0") or "0" if text is not None and text.isdigit() else text
