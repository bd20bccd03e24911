"""A message that has been read."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from retour.model import Identity


@dataclass(frozen=True, slots=True)
class Message:
    """One file on its way between two parties.

    Attributes:
        name: the file as the user named it.
        sha256: of the file's bytes.
        text: the file's text without XML declaration, as an engine takes it.
        root: the parsed root element, without comments and processing instructions; not to be changed.
    """

    name: str
    sha256: str
    identity: Identity
    text: str = field(repr=False)
    root: etree._Element = field(repr=False)
