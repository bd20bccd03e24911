"""What the header of a message says, in the same terms for every family of messages and for EI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from retour.messages import ADDED_IN_RETOUR, EiMessage, Message, text_of
from retour.model import Identity, Location
from retour.retours.claims import repeated_path
from retour.retours.classes import HEADER
from retour.text.paths import printed_path

Role = Literal["identification", "dagtekening", "parties", "dagtekening-retour", "type", "header"]
"""What a text of the header is there for."""

_ROLES: Mapping[str, Role] = {
    "afzender": "parties",
    "ontvanger": "parties",
    "gemeente": "parties",
    "aanbieder": "parties",
    "servicebureau": "parties",
    "berichtcode": "type",
    "berichtidentificatie/identificatie": "identification",
    "berichtidentificatie/dagtekening": "dagtekening",
    "declaratiefactuuridentificatie/declarantfactuurnummer": "identification",
    "declaratiefactuuridentificatie/factuurdagtekening": "dagtekening",
    "dagtekeningretour": "dagtekening-retour",
    "retourheader/retourdagtekening": "dagtekening-retour",
}
"""By path of local names in lower case: 2.0 and 2.1 write some of them otherwise."""

_OF_OTHERS = (
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie/Identificatie",
    "BerichtIdentificatie/Dagtekening",
)
_OF_DECLARATION = (
    "Aanbieder",
    "Gemeente",
    "DeclaratieFactuurIdentificatie/DeclarantFactuurNummer",
    "DeclaratieFactuurIdentificatie/FactuurDagtekening",
)
"""Where sender, receiver, identification and date of a heenbericht stand in XML; in EI they have fixed columns."""

_NOT_COPIED = ("declaratiefactuurbedragen/",)
"""What a heenbericht has in its header and its retour hasn't."""


@dataclass(frozen=True, slots=True)
class HeaderText:
    """A text of a header.

    Attributes:
        name: the element's name, or what the text is called in EI.
        place: where it stands; None in EI.
    """

    name: str
    role: Role
    text: str
    place: Location | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a message.

    Attributes:
        texts: by path in lower case, in document order.
    """

    identity: Identity
    texts: Mapping[str, HeaderText] = field(default_factory=dict)

    def first(self, role: Role) -> HeaderText | None:
        """The first text in a role."""
        return next((text for text in self.texts.values() if text.role == role), None)


def heading_of(message: Message | EiMessage) -> Heading:
    """Read the header of a message."""
    if isinstance(message, EiMessage):
        return _of_ei(message)
    return Heading(message.identity, {path.lower(): text for path, text in _texts(message.root)})


def date_of(message: Message | EiMessage) -> str | None:
    """The date that a message bears, as it is written: its Dagtekening; of a retourbericht the one of its own, if it has one."""
    if isinstance(message, EiMessage):
        said = heading_of(message).first("dagtekening")
        return None if said is None else said.text
    header = message.root.find("{*}Header")
    found: dict[Role, str] = {}
    for part in () if header is None else header:
        name = part.tag.rpartition("}")[2].lower()
        below = [(f"{name}/{each.tag.rpartition('}')[2].lower()}", each) for each in part] or [(name, part)]
        for path, element in below:
            role = _ROLES.get(path)
            if role in ("dagtekening", "dagtekening-retour"):
                found.setdefault(role, text_of(element).strip())
    return found.get("dagtekening-retour") or found.get("dagtekening")


def reception_order(message: Message | EiMessage) -> tuple[str, str, bool]:
    """What messages are put in the order of their reception by: Dagtekening, then Identificatie.

    A retourbericht repeats both of its heenbericht: it has a date of its own, and comes after what it answers.
    """
    heading = heading_of(message)
    answered = heading.first("dagtekening-retour")
    dated, known_by = answered or heading.first("dagtekening"), heading.first("identification")
    return (dated.text if dated else "", known_by.text if known_by else "", answered is not None)


def heading_repeated(retour: Message | EiMessage) -> Heading:
    """Read what the header of a retourbericht repeats of its heenbericht, under the paths that it has there."""
    if isinstance(retour, EiMessage) or not retour.identity.has_own_form:
        return heading_of(retour)
    texts = ((_path_repeated(path), text) for path, text in _texts(retour.root))
    return Heading(
        retour.identity,
        {path: replace(text, role=_role_of(path)) for path, text in texts if path is not None},
    )


def _path_repeated(path: str) -> str | None:
    """Under which path a retour without a form of its own has a text; None for what only says how this one was made."""
    if path == "BerichtIdentificatie/Dagtekening":
        return "dagtekeningretour"
    repeated = repeated_path(f"{HEADER}/{path}")
    return None if repeated is None else repeated.partition("/")[2].lower()


def _texts(root: etree._Element) -> Iterator[tuple[str, HeaderText]]:
    """The texts of a header, each with the path of local names that leads to it, but for what a retour adds."""
    header = root.find("{*}Header")
    for element in () if header is None else header.iter(etree.Element):
        if element.find("*") is not None:
            continue
        steps = [
            etree.QName(step).localname
            for step in (element, *element.iterancestors())
            if step is not header and step is not root
        ]
        path = "/".join(reversed(steps))
        role = _role_of(path.lower())
        added = role == "header" and any(step in ADDED_IN_RETOUR for step in steps)
        if path and not added and not path.lower().startswith(_NOT_COPIED):
            yield path, HeaderText(steps[0], role, text_of(element).strip(), place_of(element))


def _role_of(path: str) -> Role:
    return _ROLES.get(path, "header")


def _of_ei(message: EiMessage) -> Heading:
    """As the header of the same message in XML says it; empty where the layout of the records isn't known."""
    paths = _OF_DECLARATION if (message.identity.type or "").endswith("303") else _OF_OTHERS
    said = (message.sender, message.receiver, message.identification, _iso(message.dagtekening))
    return Heading(
        message.identity,
        {
            path.lower(): HeaderText(path.rpartition("/")[2], _ROLES[path.lower()], text)
            for path, text in zip(paths, said, strict=True)
            if text is not None
        },
    )


def _iso(day: str | None) -> str | None:
    """A date of EI, YYYYMMDD, as XML has it."""
    return None if day is None else f"{day[:4]}-{day[4:6]}-{day[6:]}"


def place_of(element: etree._Element) -> Location:
    """Where an element stands in its message."""
    return Location(printed_path(element), element.sourceline)
