"""testSet files of the VEFA validator, the form in which EN 16931 and Peppol publish their tests.

Source: the schema and the tester of VEFA (http://difi.no/xsd/vefa/validator/1.0). What an assertion means there: `fatal`, `error` and
`warning` name a rule that fires exactly `number` times (once when left out) and no other fires; `success` names one that doesn't;
`scope` names the only rules that are looked at. What a set asserts holds for each of its tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from retour.errors import CaseFileError
from retour.importing.notes import ImportNote
from retour.messages.reading import read_bytes
from retour.model import Claim, Place, Severity
from retour.text.display import shown

NAMESPACE = "http://difi.no/xsd/vefa/validator/1.0"

_V = f"{{{NAMESPACE}}}"
_TEST_SET, _TEST, _ASSERT = f"{_V}testSet", f"{_V}test", f"{_V}assert"
_SEVERITIES: Mapping[str, tuple[Severity, ...]] = {
    "fatal": ("fatal",),
    "error": ("fatal", "error"),
    "warning": ("warning",),
}
"""What fires, by the element that names it: VEFA tells `fatal` of a rule set as an error."""

_KNOWN: Mapping[str, tuple[str, ...]] = {
    "testSet": ("configuration",),
    "test": ("configuration", "id"),
    "assert": (),
    "description": (),
    "scope": (),
    "success": (),
    "fatal": ("number",),
    "error": ("number",),
    "warning": ("number",),
}
"""The attributes that mean something, by element."""

_ASSERTED = ("description", "scope", "success", *_SEVERITIES)
_NOT_IN_IDS = re.compile(r"[\s:/\\\[\]]+")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class VefaTest:
    """One test.

    Attributes:
        id: the one that it gives, else its number, such that no other of its set has it.
        configuration: what it is run with.
        scope: the only rules that are looked at; all when empty.
        fires: the rules that fire.
        silent: the rules that don't.
        message: the document in it, as a file.
        place: where it stands.
    """

    id: str
    about: str | None
    configuration: str | None
    scope: tuple[str, ...]
    fires: tuple[Claim, ...]
    silent: tuple[str, ...]
    message: bytes = field(repr=False)
    place: Place


@dataclass(frozen=True, slots=True)
class VefaTestSet:
    """A file of tests, and what is wrong in it."""

    file: Path
    tests: tuple[VefaTest, ...]
    notes: tuple[ImportNote, ...]


def is_test_set(file: Path) -> bool:
    """Whether a file seems to hold a testSet; its name says nothing."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return False
    return NAMESPACE.encode() in head and b"testSet" in head


def read_test_set(file: Path) -> VefaTestSet:
    """Read a file of tests.

    Raises:
        MessageError: it can't be read.
        CaseFileError: it is no testSet.
    """
    name = shown(file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(read_bytes(file, name), parser)
    except etree.XMLSyntaxError as error:
        raise CaseFileError(f"not well-formed XML: {error.msg}", Place(name, *error.position)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CaseFileError("has a DTD (<!DOCTYPE …>): it isn't read", Place(name))
    if root.tag != _TEST_SET:
        raise CaseFileError(f"is no testSet of {NAMESPACE}", Place(name, root.sourceline))
    return _TestSetReader(file, name, root).read()


class _TestSetReader:
    """Reads one file, and keeps what is wrong with it."""

    def __init__(self, file: Path, name: str, root: etree._Element) -> None:
        self._file = file
        self._name = name
        self._root = root
        self._notes: list[ImportNote] = []
        self._ids: set[str] = set()

    def read(self) -> VefaTestSet:
        shared = self._asserted(self._root, None)
        self._note_dead(self._root, None)
        tests = []
        for number, element in enumerate(self._root.iterchildren(_TEST), 1):
            test_id = self._id(element, number)
            self._note_dead(element, test_id)
            document = self._document(element, test_id)
            if document is not None:
                tests.append(self._test(element, test_id, document, shared))
        for element in self._root.iterchildren(etree.Element):
            if element.tag not in (_TEST, _ASSERT):
                self._note("dead", f"{_local(element)} stands in the set, and asserts nothing", element, None)
        return VefaTestSet(self._file, tuple(tests), tuple(self._notes))

    def _id(self, element: etree._Element, number: int) -> str:
        wanted = _NOT_IN_IDS.sub("-", element.get("id", "").strip()).strip("-") or f"test-{number}"
        free = wanted if wanted not in self._ids else f"{wanted}-{number}"
        self._ids.add(free)
        return free

    def _document(self, element: etree._Element, test: str) -> etree._Element | None:
        documents = []
        for each in element.iterchildren(etree.Element):
            if not each.tag.startswith(_V):
                documents.append(each)
            elif each.tag != _ASSERT:
                self._note("dead", f"{_local(each)} stands in a test, and asserts nothing", each, test)
        if len(documents) == 1:
            return documents[0]
        found = f"{len(documents)} documents" if documents else "no document"
        self._note(
            "unreadable", f"the test holds {found}, where one is meant: it isn't imported", element, test
        )
        return None

    def _test(
        self,
        element: etree._Element,
        test_id: str,
        document: etree._Element,
        shared: Sequence[etree._Element],
    ) -> VefaTest:
        asserted = [*self._asserted(element, test_id), *shared]
        told = next((text for each in _named(asserted, "description") if (text := _text(each))), None)
        test = VefaTest(
            test_id,
            told,
            element.get("configuration") or self._root.get("configuration"),
            tuple(dict.fromkeys(filter(None, map(_text, _named(asserted, "scope"))))),
            tuple(self._claims(asserted, test_id)),
            tuple(dict.fromkeys(filter(None, map(_text, _named(asserted, "success"))))),
            _as_file(document),
            Place(self._name, element.sourceline),
        )
        self._note_vain(test, element)
        return test

    def _asserted(self, element: etree._Element, test: str | None) -> list[etree._Element]:
        """What is asserted in a test, or for all tests of the set."""
        found = []
        for block in element.iterchildren(_ASSERT):
            self._note_dead(block, test)
            for each in block.iterchildren(etree.Element):
                self._note_dead(each, test)
                if _local(each) not in _ASSERTED:
                    self._note("dead", f"{_local(each)} asserts nothing", each, test)
                elif _local(each) != "description" and not _text(each):
                    self._note("dead", f"{_local(each)} names no rule", each, test)
                else:
                    found.append(each)
        return found

    def _claims(self, asserted: Sequence[etree._Element], test: str) -> Iterator[Claim]:
        seen: set[tuple[str, str]] = set()
        for each in asserted:
            name, code = _local(each), _text(each)
            if name not in _SEVERITIES:
                continue
            if (name, code) in seen:
                self._note("dead", f"{name} names {code} twice: the first counts", each, test)
                continue
            seen.add((name, code))
            written = each.get("number", "1").strip()
            if not written.isascii() or not written.isdigit() or int(written) < 1:
                self._note(
                    "unreadable",
                    f"{name} {code}: {written!r} is no number of times: once is taken",
                    each,
                    test,
                )
                written = "1"
            yield Claim(code, times=int(written), severities=_SEVERITIES[name])

    def _note_vain(self, test: VefaTest, element: etree._Element) -> None:
        """Note what of a test can't fail, or can't pass."""
        if not test.fires and not test.silent:
            if not test.scope:
                return  # it says that nothing fires
            self._note("cannot-fail", "it names no rule that fires or is silent", element, test.id)
        for code in test.silent:
            if test.scope and code not in test.scope:
                self._note(
                    "cannot-fail",
                    f"success {code}: it lies outside the scope of the test, where VEFA looks at nothing; the case does look",
                    element,
                    test.id,
                )
        for claim in test.fires:
            if test.scope and claim.code not in test.scope:
                self._note(
                    "cannot-pass", f"{claim.code} lies outside the scope of the test", element, test.id
                )
            if claim.code in test.silent:
                self._note("cannot-pass", f"{claim.code} has to fire and to be silent", element, test.id)

    def _note_dead(self, element: etree._Element, test: str | None) -> None:
        for name in element.attrib:
            if name not in _KNOWN.get(_local(element), tuple(element.attrib)) and not name.startswith("{"):
                self._note("dead", f"the attribute {name} of {_local(element)} says nothing", element, test)

    def _note(self, kind: str, text: str, element: etree._Element, test: str | None) -> None:
        self._notes.append(ImportNote(kind, text, Place(self._name, element.sourceline), test))  # type: ignore[arg-type]


def _named(asserted: Sequence[etree._Element], name: str) -> Iterator[etree._Element]:
    return (each for each in asserted if _local(each) == name)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext(etree.Element)).split())


def _as_file(document: etree._Element) -> bytes:
    """A document as a file of its own, with the prefixes that are known where it stands."""
    alone = etree.fromstring(etree.tostring(document, with_tail=False))
    kept = [prefix for prefix, uri in document.nsmap.items() if prefix and uri != NAMESPACE]
    etree.cleanup_namespaces(alone, keep_ns_prefixes=kept)
    data: bytes = etree.tostring(alone, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"
