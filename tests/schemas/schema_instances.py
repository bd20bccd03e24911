"""Messages made of a schema: one with the least content, one with all there can be, and values on every boundary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"

Name = tuple[str, str]
"""Namespace and local name."""

EVERYWHERE = (
    "",
    " ",
    "x",
    "0",
    "00",
    "1",
    "+1",
    "-1",
    "7",
    "07",
    "007",
    " 1 ",
    "1.0",
    "ABC",
    "0001",
    "é",
    "a b",
    "a\nb",
)
DATES = (
    "2016-02-29", "2017-02-29", "2017-06-12", " 2017-06-12 ", "2017-06-12Z", "2017-06-12+01:00", "-0044-03-15",
    "0000-01-01", "12017-06-12", "2017-6-12", "20170612", "1900-01-01", "2017-06-12T00:00:00",
)  # fmt: skip
TIMES = (
    "09:30:00",
    " 09:30:00 ",
    "09:30:00Z",
    "09:30:00+01:00",
    "09:30:00-01:00",
    "24:00:00",
    "25:00:00",
    "09:30",
    "09:30:00.5",
)


@dataclass(frozen=True)
class MessageSchema:
    """A message's XSD with its base schema, both as documents."""

    message: etree._Element
    base: etree._Element

    @cached_property
    def validator(self) -> etree.XMLSchema:
        return etree.XMLSchema(self.message)

    @property
    def namespace(self) -> str:
        return str(self.message.get("targetNamespace"))

    def minimal(self) -> etree._Element:
        return self._instance(least=True)

    def maximal(self) -> etree._Element:
        """Every element there can be, and two of each that may be repeated."""
        return self._instance(least=False)

    def _instance(self, *, least: bool) -> etree._Element:
        declared = self.message.find(f"{XS}element")
        assert declared is not None
        root = etree.Element(f"{{{self.namespace}}}Bericht", nsmap={"m": self.namespace})
        self._fill(root, self._named(str(declared.get("type")), declared), least=least)
        assert self.validator.validate(root), self.validator.error_log
        return root

    def _fill(self, element: etree._Element, type_: etree._Element, *, least: bool) -> None:
        sequence = type_.find(f"{XS}sequence")
        if sequence is None:
            element.text = self.good_value(type_)
            return
        namespace = type_.getroottree().getroot().get("targetNamespace")
        for item in sequence:
            if least and item.get("minOccurs") == "0":
                continue
            for _ in range(2 if not least and item.get("maxOccurs") == "unbounded" else 1):
                child = etree.SubElement(element, f"{{{namespace}}}{item.get('name')}")
                self._fill(child, self.type_of(item), least=least)

    def type_of(self, item: etree._Element) -> etree._Element:
        """The type of an element's declaration: named, or written in place."""
        own = item.find(f"{XS}simpleType")
        return own if own is not None else self._named(str(item.get("type")), item)

    def _named(self, reference: str, at: etree._Element) -> etree._Element:
        prefix, _, name = reference.rpartition(":")
        document = self.message if at.nsmap.get(prefix or None) == self.namespace else self.base
        (found,) = [type_ for type_ in document if type_.get("name") == name and type_.tag != f"{XS}element"]
        return found

    def good_value(self, type_: etree._Element) -> str:
        """A value that the type takes, found among its boundary values."""
        return next(value for value in self.values(type_) if self._takes(type_, value))

    def _takes(self, type_: etree._Element, value: str) -> bool:
        return self._tester(type_).validate(_tested(value))

    def _tester(self, type_: etree._Element) -> etree.XMLSchema:
        """A schema for one element of a type, whose facets are written out step by step."""
        schema = etree.Element(f"{XS}schema")
        element = etree.SubElement(schema, f"{XS}element", name="v")
        for number, restriction in enumerate(reversed(list(self._steps(type_)))):
            simple = etree.SubElement(schema, f"{XS}simpleType", name=f"s{number}")
            base = f"s{number - 1}" if number else f"xs:{str(restriction.get('base')).rpartition(':')[2]}"
            copied = etree.SubElement(simple, f"{XS}restriction", {"base": base}, nsmap={"xs": XS[1:-1]})
            for facet in restriction.iterchildren():
                if facet.tag != f"{XS}annotation":
                    etree.SubElement(copied, str(facet.tag), {"value": str(facet.get("value"))})
            element.set("type", f"s{number}")
        return etree.XMLSchema(schema)

    def _steps(self, type_: etree._Element) -> Iterator[etree._Element]:
        """The restrictions that a simple type consists of, the last one first."""
        restriction = type_.find(f"{XS}restriction")
        assert restriction is not None
        yield restriction
        reference = str(restriction.get("base"))
        if restriction.nsmap.get(reference.rpartition(":")[0] or None) != XS[1:-1]:
            yield from self._steps(self._named(reference, restriction))

    def values(self, type_: etree._Element) -> list[str]:
        """Values on and around every boundary of a simple type, and some that any type may stumble on."""
        found: list[str] = []
        for step in self._steps(type_):
            for facet in step:
                found += _around(facet)
            built_in = str(step.get("base")).rpartition(":")[2]
            found += {"date": DATES, "time": TIMES}.get(built_in, ())
        return list(dict.fromkeys([*found, *EVERYWHERE]))

    def leaf_values(self) -> dict[str, list[str]]:
        """For each leaf of the maximal message, by its path of local names: the boundary values of its type."""
        found: dict[str, list[str]] = {}

        def walk(path: str, type_: etree._Element) -> None:
            sequence = type_.find(f"{XS}sequence")
            if sequence is None:
                found[path] = self.values(type_)
                return
            for item in sequence:
                walk(f"{path}/{item.get('name')}", self.type_of(item))

        declared = self.message.find(f"{XS}element")
        assert declared is not None
        walk("Bericht", self._named(str(declared.get("type")), declared))
        return found


def _around(facet: etree._Element) -> list[str]:
    name, value = etree.QName(facet).localname if isinstance(facet.tag, str) else "", facet.get("value") or ""
    if name == "enumeration":
        return [
            value,
            value.lstrip("0") or "0",
            f"0{value}",
            f"+{value}",
            value.lower(),
            f"{value} ",
            f"{value}x",
        ]
    if name in {"minLength", "maxLength", "length"}:
        lengths = {int(value), int(value) + 1, max(int(value) - 1, 0)}
        return [letter * length for letter in "A1" for length in sorted(lengths)] + [" " * int(value)]
    if name in {"minInclusive", "maxInclusive"}:
        return [value, str(int(value) + 1), str(int(value) - 1), f"+{value}", f"0{value}"]
    if name == "pattern":
        return _of_pattern(value)
    return []


def _of_pattern(pattern: str) -> list[str]:
    """Values near the patterns that the schemas use; none has to match."""
    digits = [part.split("}")[0] for part in pattern.split("{")[1:]]
    lengths = {int(length) + more for length in digits if length.isdigit() for more in (-1, 0, 1)}
    numbers = ["123456789012"[:length] for length in sorted(lengths) if 0 < length <= 12]
    return [*pattern.split("|"), *numbers, *(f"{number}a" for number in numbers),
            "98000001", "98000000", "00000000", "97000001", "NL123456789B01", "NL123456789B1", "a1", "a-1", "1.0.0", "01.0.0", "1.0", "10.20.30"]  # fmt: skip


def _tested(value: str) -> etree._Element:
    element = etree.Element("v")
    element.text = value
    return element


def read_schema(file: Path, below: Path | None = None) -> MessageSchema:
    """A message's XSD from a file, with the base schema that it imports, whatever the file of that is called.

    Args:
        below: the folder in which that one lies; the folder of the file when left out.
    """
    imported = etree.fromstring(xml_in(file)).find(f"{XS}import").get("namespace")
    files = (
        path
        for path in sorted((below or file.parent).rglob("*.xsd"))
        if "basisschema" in path.name.casefold()
    )
    base = next(each for each in files if etree.fromstring(xml_in(each)).get("targetNamespace") == imported)
    parser = etree.XMLParser()
    parser.resolvers.add(_BesideIt(base))
    message = etree.fromstring(xml_in(file), parser, base_url=str(file))
    return MessageSchema(message, etree.fromstring(xml_in(base)))


def xml_in(file: Path) -> bytes:
    """The document in a file; one of the collections of official files has a heading above it."""
    data = file.read_bytes()
    return data[max(0, data.find(b"<")) :]


class _BesideIt(etree.Resolver):
    """Finds the base schema under the name that it has."""

    def __init__(self, base: Path) -> None:
        self._base = base

    def resolve(self, url: str, public_id: str, context: object) -> object:
        if url.casefold().endswith("basisschema.xsd"):
            return self.resolve_string(xml_in(self._base), context, base_url=str(self._base))
        return None
