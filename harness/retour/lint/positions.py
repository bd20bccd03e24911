"""Where the elements of a stylesheet or a message begin in their file: the start of the tag, not its end."""

from __future__ import annotations

from lxml import etree

from retour.model import Place
from retour.text.display import shown
from retour.text.spans import MarkedMessage
from retour.xslt.stylesheets import Stylesheet


class Positions:
    """The positions of the elements of one well-formed file.

    Args:
        name: the file as it is shown to the user.
        data: its bytes, UTF-8.
        root: its parsed root.
    """

    def __init__(self, name: str, data: bytes, root: etree._Element) -> None:
        self._name = name
        self._marked = MarkedMessage(data, root)

    @classmethod
    def in_stylesheet(cls, sheet: Stylesheet) -> Positions:
        """Those of a stylesheet."""
        return cls(shown(sheet.path), sheet.data, sheet.root)

    def place(self, element: etree._Element) -> Place:
        """Where the start tag of an element begins."""
        before = self._marked.data[: self._marked.span(element).start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return Place(self._name, before.count(b"\n") + 1, column)
