"""Reading a message file: data from a stranger, so no DTD, no entities, no network, and limits on size and depth.

Source of the limits and of UTF-8 without byte order mark: iStandaarden OP179 (25 MB) and OP192. The limits on depth and
number are ours: the deepest message of the standards has 9 levels, and one of 25 MB about 550,000 elements; a tree of a
million takes some 250 MB of memory.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from lxml import etree

from retour.errors import MessageError
from retour.language import mark
from retour.messages.ei import is_ei
from retour.messages.message import Message
from retour.messages.prolog import prolog_end
from retour.model import Identity, Place
from retour.text.file_kinds import other_than_file

MAX_BYTES = 25 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 1_000_000

_BYTE_ORDER_MARKS = {
    b"\xef\xbb\xbf": "UTF-8",
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_DECLARATION = re.compile(r"<\?xml\s[^>]*?\?>")
_ENCODING = re.compile(r"""\sencoding\s*=\s*["']([^"']*)["']""")
_OPTIONS = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "remove_comments": True,  # and a text that they stood in is one text
    "remove_pis": True,
}
_PARSER = etree.XMLParser(**_OPTIONS, huge_tree=False)
_LONG_TEXTS = etree.XMLParser(**_OPTIONS, huge_tree=True)
_TAG = mark("a tag of more than 10 MB stands in it")
_TOO_LONG = {
    "Text": mark("one of its elements holds a text of more than 10 MB"),
    "CData": mark("one of its elements holds a text of more than 10 MB"),
    "Name": mark("a name of more than 50,000 characters stands in it"),
    "Comment": mark("a comment of more than 10 MB stands in it"),
    "PI ": mark("a processing instruction of more than 10 MB stands in it"),
}
"""What libxml2 says is too long, by words of its own."""

_TOO_DEEP = etree.XPath("/*" * (MAX_DEPTH + 1))
_SOME_NAMESPACE = re.compile(rb"http://www\.istandaarden\.nl/\w+/\w+/(?!basisschema)\w+")
_IN_DOMAIN = re.compile(r"http://www\.(?:istandaarden\.nl|egem\.nl|stufstandaarden\.nl)/")
_FIRST_BYTES = 2048
_CHUNK = 64 * 1024


def read_message(path: Path, name: str | None = None) -> Message:
    """Read and parse a message file.

    Args:
        path: the file.
        name: how to call it towards the user; the path itself when left out.

    Raises:
        MessageError: the file can't be read, is empty, too large or too deep, is not UTF-8, has a byte order
            mark or a DTD, or is not well-formed XML; `kind` tells which.
    """
    name = str(path) if name is None else name
    return parse_message(read_bytes(path, name), name)


def parse_message(data: bytes, name: str, *, long_texts: bool = False) -> Message:
    """Parse the bytes of a message; see `read_message`.

    Args:
        long_texts: whether one element may hold more than 10 MB, as that of an envelope with a message inside may.
    """
    if is_ei(data):
        reason = "EI, and no XML: it has no elements, for an edit to change or a rule to look at"
        raise MessageError(reason, Place(name), "ei")
    refuse_large(data, name)
    try:
        text = _decode(data, name)
    except MessageError as error:
        if (decoded := _decoded_otherwise(data, error)) is None:
            raise
        text, data = decoded, decoded.encode()
    _refuse_many(data, name)
    root = _parse(data, name, _LONG_TEXTS if long_texts else _PARSER)
    if _TOO_DEEP(root.getroottree()):
        raise MessageError(
            mark("more than %(number)s levels of elements deep") % {"number": MAX_DEPTH}, Place(name), "depth"
        )
    identity = identity_of(root)
    return Message(name, hashlib.sha256(data).hexdigest(), identity, text, root)


def in_utf_8(data: bytes) -> bytes:
    """A message of another domain that is written in another encoding, in UTF-8; what else there is, as it is."""
    try:
        _decode(data, "")
    except MessageError as error:
        decoded = _decoded_otherwise(data, error)
        return data if decoded is None else decoded.encode()
    return data


def identity_of(root: etree._Element) -> Identity:
    """What a message says it is, by its root."""
    tag = etree.QName(root)
    return Identity.of(tag.namespace or "", tag.localname)


def is_message_name(name: str) -> bool:
    """Whether a file that is found in a folder or an archive is taken for a message, by its name."""
    return name.lower().endswith((".xml", ".ei"))


def peek_type(path: Path) -> str:
    """What type of message a file probably holds, from its first bytes; good enough to sort work by."""
    if other_than_file(path) is not None:
        return ""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return ""
    try:
        namespace = _SOME_NAMESPACE.search(os.read(handle, _FIRST_BYTES))
    except OSError:
        return ""
    finally:
        os.close(handle)
    return namespace.group().decode() if namespace else ""


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a message file.

    Raises:
        MessageError: it can't be read, is no file, or is too large.
    """
    data = read_at_most(path, name)
    refuse_large(data, name)
    return data


def read_at_most(path: Path, name: str) -> bytes:
    """The bytes of a file, but of one with more than a message may have not many more than that.

    Raises:
        MessageError: it can't be read, or is no file.
    """
    if (kind := other_than_file(path)) is not None:  # a pipe keeps who opens it waiting
        raise MessageError(f"{kind}, not a message file", Place(name), "unreadable")
    try:
        with path.open("rb", buffering=0) as file:
            data = file.read(min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1) or b""
            while 0 < len(data) <= MAX_BYTES and (more := file.read(_CHUNK)):
                data += more
    except FileNotFoundError:
        raise MessageError("no such file", Place(name), "unreadable") from None
    except OSError as error:
        raise MessageError(f"can't be read: {error.strerror}", Place(name), "unreadable") from None
    return data


def refuse_large(data: bytes, name: str) -> None:
    """Refuse a message with more bytes than one may have.

    Raises:
        MessageError: it has.
    """
    if len(data) > MAX_BYTES:
        raise MessageError(
            mark("larger than the %(number)s MB of OP179") % {"number": MAX_BYTES // 1024**2},
            Place(name),
            "size",
        )


def _decode(data: bytes, name: str) -> str:
    for sign, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(sign):
            wanted = mark("without byte order mark") if encoding == "UTF-8" else mark("in UTF-8")
            raise MessageError(
                mark("begins with a %(encoding)s byte order mark; a message is written %(wanted)s")
                % {"encoding": encoding, "wanted": wanted},
                Place(name),
                "bom",
            )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MessageError(
            mark("not UTF-8: byte %(byte)s at offset %(offset)s")
            % {"byte": f"0x{data[error.start]:02x}", "offset": error.start},
            Place(name, line),
            "encoding",
        ) from None
    if not text.strip():
        raise MessageError(mark("empty, there is no message in it"), Place(name), "empty")
    if "\x00" in text[:4]:
        raise MessageError(
            mark("not UTF-8: it looks like UTF-16 without byte order mark"), Place(name), "encoding"
        )
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    declared = _ENCODING.search(declaration.group())
    if declared is not None and declared[1].upper() not in {"UTF-8", "UTF8"}:
        raise MessageError(
            mark("declares encoding %(encoding)s; a message is written in UTF-8")
            % {"encoding": repr(declared[1])},
            Place(name, 1),
            "encoding",
        )
    # The text is handed on decoded: the declaration goes, its line ends stay, so that line numbers keep.
    return "\n" * declaration.group().count("\n") + text[declaration.end() :]


def _decoded_otherwise(data: bytes, error: MessageError) -> str | None:
    """The text of a message that is none of the iStandaarden, which alone ask for UTF-8 without mark; else None.

    Args:
        error: why it isn't such UTF-8, or what else is wrong with it.
    """
    if error.kind not in ("bom", "encoding"):
        return None
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return None
    information = root.getroottree().docinfo
    namespace = etree.QName(root).namespace
    if not namespace or _IN_DOMAIN.match(namespace) or information.internalDTD is not None:
        return None
    try:
        text = data.decode(information.encoding or "utf-8").removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError):
        return None
    declaration = _DECLARATION.match(text)
    return text if declaration is None else "\n" * declaration.group().count("\n") + text[declaration.end() :]


def _parse(data: bytes, name: str, parser: etree.XMLParser) -> etree._Element:
    if data.startswith(b"<!DOCTYPE", prolog_end(data)):
        raise MessageError(mark("has a DTD (<!DOCTYPE …>); a message may not have one"), Place(name), "dtd")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "depth" in (error.msg or ""):
            raise MessageError(
                mark("more than %(number)s levels of elements deep") % {"number": MAX_DEPTH},
                Place(name, line),
                "depth",
            ) from None
        if parser is _PARSER and _is_well_formed(data):
            reason = next((what for word, what in _TOO_LONG.items() if word in (error.msg or "")), _TAG)
            raise MessageError(
                mark("well-formed, but %(why)s") % {"why": reason}, Place(name, line), "size"
            ) from None
        first = (error.msg or "unreadable").partition("\n")[0]  # what follows is an excerpt of the message
        message = re.sub(r", line \d+, column \d+.*", "", first).strip()
        raise MessageError(
            mark("not well-formed XML: %(message)s") % {"message": message},
            Place(name, line, column),
            "not-xml",
        ) from None


def _is_well_formed(data: bytes) -> bool:
    """Whether a document that was refused can be read when nothing in it is too long."""
    try:
        etree.fromstring(data, _LONG_TEXTS)
    except etree.XMLSyntaxError:
        return False
    return True


def _refuse_many(data: bytes, name: str) -> None:
    """Refuse what would take up too much memory as a tree; what looks like an element or an attribute counts."""
    if len(data) <= MAX_NODES:
        return
    quotes = data.count(b'"') + data.count(b"'")
    if data.count(b"<") - data.count(b"</") + quotes // 2 > MAX_NODES:
        raise MessageError(
            mark("more than %(number)s elements and attributes") % {"number": f"{MAX_NODES:,}"},
            Place(name),
            "size",
        )
