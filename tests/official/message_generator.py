"""Messages made of what a rule set's own stylesheets mention: element names, their nesting, the values compared with.

No message is believable or valid; together they make many rules fire, which is what the reference test needs. The same
seed gives the same message.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from lxml import etree

XSL = "{http://www.w3.org/1999/XSL/Transform}"

_XPATHS = ("match", "select", "test", "use")
_TOKEN = re.compile(
    r"""(?P<literal>'[^']*'|"[^"]*")
      | (?P<local>local-name\(\)\s*=\s*['"](?P<localname>[A-Za-z]+)['"])
      | (?P<call>[\w-]+\(\s*\))
      | (?P<axis>[\w-]+::)
      | (?P<name>[A-Za-z][\w]*:[A-Z]\w*)
      | (?P<up>\.\.)
      | (?P<mark>//|/|\[|\]|\(|\)|\||,|=|\*)
      | (?P<word>[$\w.-]+)""",
    re.VERBOSE,
)

_DATES = [
    "2017-06-12",
    "2017-06-13",
    "2017-06-11",
    "1900-01-01",
    "2016-02-29",
    "1890-05-05",
    "2100-12-31",
    "",
]
_BSNS = ["999990019", "123456782", "999990018", "000000000", ""]
_ANYTHING = ["", "0", "1", "2", "3", "4", "9", "12", "0001", "NL", "DE", "J", "N", "A12", "1000", "-1", "0.5"]

Name = tuple[str, str]
"""Namespace and local name."""


@dataclass
class Vocabulary:
    """What stylesheets mention of one type of message.

    Attributes:
        children: element → the elements seen directly below it.
        values: element → the texts it is compared with.
        names: all elements, in the order in which they are met.
    """

    namespace: str
    children: defaultdict[Name, dict[Name, None]] = field(default_factory=lambda: defaultdict(dict))
    values: defaultdict[Name, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[Name, None] = field(default_factory=dict)

    def read(self, files: Iterable[Path]) -> Vocabulary:
        """Take in stylesheets."""
        for file in files:
            for template in etree.parse(file).getroot().iterchildren(f"{XSL}template"):
                ends = self._xpath(template, template.get("match", ""), [None])
                self._body(template, ends)
        return self

    def _body(self, parent: etree._Element, contexts: list[Name | None]) -> None:
        for child in parent.iterchildren(etree.Element):
            inner = contexts
            for attribute in _XPATHS:
                if attribute in child.attrib:
                    ends = self._xpath(child, child.get(attribute), contexts)
                    if child.tag == f"{XSL}for-each":
                        inner = ends
            self._body(child, inner)

    def _xpath(self, element: etree._Element, xpath: str, contexts: list[Name | None]) -> list[Name | None]:
        """Take in an XPath as seen from elements.

        Returns:
            The elements that its paths end at.
        """
        ends: dict[Name | None, None] = {}
        for context in contexts:
            ends.update(dict.fromkeys(self._paths(list(_TOKEN.finditer(xpath)), element.nsmap, context)))
        return list(ends)

    def _paths(
        self, tokens: list[re.Match[str]], prefixes: dict[str | None, str], context: Name | None
    ) -> list[Name | None]:
        ends: list[Name | None] = []
        stack: list[Name | None] = []
        current = last = context
        for token in tokens:
            if name := self._named(token, prefixes):
                if token["local"] and stack:  # it names the step that its predicate belongs to
                    stack[-1] = current = last = self._child(None, name)
                else:
                    current = last = self._child(current, name)
            elif token["literal"]:
                if last is not None:
                    self.values[last][token["literal"][1:-1]] = None
            elif token["up"] or token["axis"] or token["mark"] in ("*", "//"):
                current = None
            elif token["mark"] == "[":
                stack.append(current)
                last = current
            elif token["mark"] == "]":
                current = stack.pop() if stack else None
                last = current
            elif (
                token["mark"] not in ("/", None) or token["word"]
            ):  # an operator: the next path begins at the context again
                if not stack:
                    ends.append(current)
                current = stack[-1] if stack else context
        ends.append(current)
        return ends

    def _named(self, token: re.Match[str], prefixes: dict[str | None, str]) -> Name | None:
        if token["local"]:
            return self.namespace, token["localname"]
        if not token["name"]:
            return None
        prefix, local = token["name"].split(":")
        space = prefixes.get(prefix, "")
        return (space, local) if space == self.namespace or "/basisschema/" in space else None

    def _child(self, parent: Name | None, name: Name) -> Name:
        self.names[name] = None
        if parent is not None and parent != name:
            self.children[parent][name] = None
        return name


def messages(vocabulary: Vocabulary, seed: str, number: int) -> Iterator[bytes]:
    """So many messages."""
    for each in range(number):
        yield _Writer(vocabulary, Random(f"{seed}/{each}")).message()


class _Writer:
    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self._vocabulary = vocabulary
        self._random = random
        self._left = 0

    def message(self) -> bytes:
        space = self._vocabulary.namespace
        root = etree.Element(f"{{{space}}}Bericht", nsmap={"m": space})
        self._left = 30
        self._grow(root, (space, "Header"), 2, frozenset())
        clients = etree.SubElement(root, f"{{{space}}}Clienten")
        for _ in range(self._random.choice([1, 1, 2])):
            self._left = 160
            client = etree.SubElement(clients, f"{{{space}}}Client")
            above = frozenset({(space, name) for name in ("Bericht", "Header", "Clienten", "Client")})
            wanted = list(self._vocabulary.children[space, "Client"])
            strays = [name for name in self._vocabulary.names if name not in above]
            wanted += self._random.sample(strays, min(25, len(strays)))
            self._random.shuffle(wanted)
            for name in wanted:
                self._grow(client, name, 4, above)
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return data

    def _grow(self, parent: etree._Element, name: Name, depth: int, above: frozenset[Name]) -> None:
        """Add an element, once or twice, with what may stand below it."""
        for _ in range(self._random.choice([1, 1, 1, 2])):
            if self._left <= 0:
                return
            self._left -= 1
            element = etree.SubElement(parent, f"{{{name[0]}}}{name[1]}")
            below = [child for child in self._vocabulary.children[name] if child not in above | {name}]
            if below and depth < 9:
                for child in below:
                    if self._random.random() < 0.7:
                        self._grow(element, child, depth + 1, above | {name})
            if len(element) == 0:
                element.text = self._text(name)

    def _text(self, name: Name) -> str:
        known = list(self._vocabulary.values[name])
        if known and self._random.random() < 0.6:
            return self._random.choice(known)
        if "datum" in name[1].lower() or "dagtekening" in name[1].lower():
            return self._random.choice(_DATES)
        return self._random.choice(_BSNS if name[1] == "Bsn" else _ANYTHING)
