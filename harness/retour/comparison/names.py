"""What stylesheets call things, whatever their prefixes: names and XPath in one form."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIXED = {
    "http://www.w3.org/1999/XSL/Transform": "xsl",
    "http://www.istandaarden.nl/validatie/1_1/rapport/schema": "r",
}
_MESSAGE = re.compile(
    r"http://www\.istandaarden\.nl/[a-z]+/(?P<release>\d+(?:_\d+)*)/(?P<type>[a-z0-9]+)/schema(?P<again>/[\d_]+)?"
)
_TOKEN = re.compile(
    r"""(?P<literal>'[^']*'|"[^"]*")
      | (?P<axis>[A-Za-z-]+::)
      | (?P<name>\$?[A-Za-z_][\w.-]*(?::(?:[A-Za-z_][\w.-]*|\*))?)
      | (?P<mark>\d+(?:\.\d+)?|//|\.\.|!=|<=|>=|::|\S)""",
    re.VERBOSE,
)
_WORD_END = re.compile(r"[\w'\")\]*.]$")
_WORD_START = re.compile(r"[\w'\"$-]")


class Names:
    """Names with a prefix that says what their namespace is, the same in every stylesheet.

    Args:
        release: of the set; it goes unsaid, or between sets of different releases every name would differ.
        version: of the set, which is noise wherever it stands.
    """

    def __init__(self, release: str, version: str | None) -> None:
        self._release = release.replace(".", "_")
        # Not where it is a part of something longer: 2.1 is no version in 2.1.4.
        self._version = re.compile(rf"(?<![\w.]){re.escape(version)}(?![\w.])") if version else None

    def of(self, uri: str | None, local: str) -> str:
        """An element's or attribute's name."""
        return f"{self._prefix(uri)}:{local}" if uri else local

    def qualified(self, name: str, prefixes: Mapping[str | None, str]) -> str:
        """A name as it stands in a stylesheet, such as that of a mode."""
        prefix, _, local = name.rpartition(":")
        return self.of(prefixes.get(prefix), local) if prefix else local

    def xpath(self, text: str, prefixes: Mapping[str | None, str]) -> str:
        """An XPath: names with these prefixes, spaces only where two words would become one."""
        written = ""
        for token in _TOKEN.finditer(text):
            part = token.group()
            if token["name"]:
                dollar = "$" * part.startswith("$")
                part = dollar + self.qualified(part.removeprefix("$"), prefixes)
            elif token["literal"]:
                part = f"'{self.text(part[1:-1])}'" if "'" not in part[1:-1] else part
            if _WORD_END.search(written) and _WORD_START.match(part):
                written += " "
            written += part
        return written

    def text(self, text: str) -> str:
        """A text, without the version of the set."""
        return self._version.sub("(version)", text) if self._version else text

    def _prefix(self, uri: str | None) -> str:
        if uri in _FIXED:
            return _FIXED[uri]
        named = _MESSAGE.fullmatch(uri or "")
        if named is None or named["release"] != self._release:
            return f"{{{uri}}}"
        return named["type"] + (named["again"] or "").replace("/", ".")
