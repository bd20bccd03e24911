"""Envelopes: what goes around a message on its way through the GGK.

Source: the specifications of the envelope, 2.0 (January 2016) to 2.1.04 (January 2017, text of April 2017); 2.1.04 was
in force in June 2017.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from retour.messages import text_of
from retour.messages.prolog import prolog_end

STUF = "http://www.egem.nl/StUF/StUF0301"
_XMIME = "http://www.w3.org/2005/05/xmlmime"

Kind = Literal["Di01", "Du01", "Fo01"]
PayloadKind = Literal["xml", "text"]

ROOTS: Mapping[str, Kind] = {
    "envelopHeenbericht-ggk_Di01": "Di01",
    "envelopRetourbericht-ggk_Du01": "Du01",
    "Fo01Bericht": "Fo01",
}
"""By local name of the root element."""

_START = re.compile(
    rb"<(?:[\w.\-]+:)?(" + "|".join(ROOTS).encode() + rb")[\s/>]",
)


@dataclass(frozen=True, slots=True)
class EnvelopeVersion:
    """A version of the envelope.

    Attributes:
        schema: the name of its schema file.
        is_split: whether versions stand in fields of their own; in 2.0 functie is written as `WMO301-0200`.
        has_uuid4: whether reference numbers are UUIDs of version 4.
    """

    name: str
    namespace: str
    schema: str
    is_split: bool = True
    has_uuid4: bool = False


LATEST = EnvelopeVersion(
    "2.1.04", "http://www.stufstandaarden.nl/koppelvlak/ggk0210", "ggk-2.1.04.xsd", has_uuid4=True
)
VERSIONS: Mapping[str, EnvelopeVersion] = {
    version.namespace: version
    for version in (
        LATEST,
        EnvelopeVersion("2.1.02", "http://www.stufstandaarden.nl/sectormodel/ggk/0210", "ggk-2.1.02.xsd"),
        EnvelopeVersion("2.0", "http://www.egem.nl/StUF/sector/ggk/0310", "ggk-2.0.xsd", is_split=False),
    )
}
"""By namespace. A Fo01 has the namespace of StUF, whatever the version."""

_FAULT_VERSION = EnvelopeVersion("StUF 3.01", STUF, "stuf0301.xsd")


@dataclass(frozen=True, slots=True)
class Payload:
    """What an envelope holds.

    Attributes:
        element: it stands in, as base64.
        kind: what the envelope says it is.
        file_name: None where there is none.
    """

    element: etree._Element
    kind: PayloadKind
    file_name: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """One envelope, read as far as it can be.

    Attributes:
        version: None where the namespace is none of the known ones.
        payload: None in a Fo01, and where there is none.
    """

    kind: Kind
    root: etree._Element
    version: EnvelopeVersion | None
    payload: Payload | None = None

    def find(self, path: str) -> etree._Element | None:
        """An element of it, by a path of local names such as `stuurgegevens/zender/organisatie`."""
        return self.root.find("/".join(f"{{*}}{step}" for step in path.split("/")))

    def text(self, path: str) -> str | None:
        """The text of an element; None where it isn't there."""
        element = self.find(path)
        return None if element is None else text_of(element).strip()

    @property
    def reference(self) -> str | None:
        """The number of the envelope itself."""
        return self.text("stuurgegevens/referentienummer")

    @property
    def cross_reference(self) -> str | None:
        """The number of the envelope that it answers."""
        return self.text("stuurgegevens/crossRefnummer")

    @property
    def functie(self) -> str | None:
        """The type of the message inside, as it is written."""
        return self.text("stuurgegevens/functie")


def begins_like_envelope(data: bytes) -> bool:
    """Whether the bytes of a file begin like an envelope, which may hold a longer text than other messages."""
    return _START.match(data, prolog_end(data)) is not None


def is_envelope(root: etree._Element) -> bool:
    """Whether a root element is that of an envelope, whatever its namespace."""
    return etree.QName(root).localname in ROOTS


def read_envelope(root: etree._Element) -> Envelope:
    """Read an envelope from its root element, as `is_envelope` tells."""
    name = etree.QName(root)
    kind = ROOTS[name.localname]
    if kind == "Fo01":
        return Envelope(kind, root, _FAULT_VERSION if name.namespace == STUF else None)
    return Envelope(kind, root, VERSIONS.get(name.namespace or ""), _payload(root))


def _payload(root: etree._Element) -> Payload | None:
    holder = root.find("{*}parameters/{*}bericht")
    if holder is None:
        return None
    xml, text = holder.find("{*}xmlBestand"), holder.find("{*}tekstBestand")
    if xml is not None:
        return Payload(xml, "xml")
    if text is not None:
        return Payload(text, "text", text.get("bestandsnaam"))
    content = holder.get(f"{{{_XMIME}}}contentType", "")
    return Payload(holder, "xml" if "xml" in content else "text", holder.get(f"{{{STUF}}}bestandsnaam"))
