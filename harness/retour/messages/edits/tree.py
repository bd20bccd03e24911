"""Edits: a message made from another by small changes, all its other bytes left alone.

Edits are applied in order, and each is pure: the same bytes in, the same bytes out. A path that selects nothing, or
several nodes where one is meant, is an error with the place of the edit and the paths that do exist nearby.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from retour.errors import EditError
from retour.messages import PathError, nearby, parse_message, select
from retour.model import Edit, Where
from retour.text.paths import printed_path
from retour.text.spans import MarkedMessage, Span

NameSpaces = Callable[[etree._Element, str], str | None]
"""Namespace of a child of that name below an element, where a schema tells; else None."""

_ATTRIBUTE = r"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*')"""
_STEP = b"  "


def apply_edits(data: bytes, edits: Sequence[Edit], name: str, namespace_of: NameSpaces) -> bytes:
    """Apply edits to the bytes of a message.

    Args:
        name: how to call the message towards the user.
        namespace_of: tells the namespace of new elements.

    Raises:
        MessageError: the message can't be read.
        EditError: an edit doesn't fit it; with the edit's place.
    """
    for edit in edits:
        data = _ACTIONS[edit.action](_Workplace(_marked(data, name), edit, namespace_of))
    return data


@lru_cache(maxsize=64)
def _marked(data: bytes, name: str) -> MarkedMessage:
    """A message ready to be edited; many cases begin with the same one."""
    return MarkedMessage(data, parse_message(data, name).root)


@dataclass(frozen=True, slots=True)
class _Workplace:
    """A message, the edit that is to be made in it, and what the two of them have to do with each other."""

    message: MarkedMessage
    edit: Edit
    namespace_of: NameSpaces

    def error(self, text: str) -> EditError:
        return EditError(text, self.edit.place)

    def one(self, path: str) -> etree._Element:
        found = self.some(path)
        if len(found) > 1:
            paths = ", ".join(printed_path(element) for element in found[:5])
            more = ", …" if len(found) > 5 else ""
            raise self.error(f"{path} selects {len(found)} nodes where one is meant: {paths}{more}")
        return found[0]

    def some(self, path: str) -> list[etree._Element]:
        try:
            found = select(self.message.root, path)
        except PathError as error:
            raise self.error(str(error)) from None
        if not found:
            there = nearby(self.message.root, path)
            hint = f"; nearby there are {', '.join(there[:8])}" if there else ""
            raise self.error(f"{path} selects nothing in this message{hint}")
        return found

    def splice(self, *pieces: tuple[int, int, bytes]) -> bytes:
        """The message with stretches of it replaced, given as (from, to, by)."""
        data = self.message.data
        for begin, end, by in sorted(pieces, key=lambda piece: piece[:2], reverse=True):
            data = data[:begin] + by + data[end:]
        return data

    def span(self, element: etree._Element) -> Span:
        return self.message.span(element)

    def line_ended(self, text: bytes) -> bytes:
        """A new text with the line ends of the message."""
        lines = text.replace(b"\r\n", b"\n")
        return lines.replace(b"\n", b"\r\n") if b"\r\n" in self.message.data else lines

    def namespace_below(self, parent: etree._Element, name: str) -> str:
        """The namespace of a new element.

        By the schema; else as the same element has it elsewhere in the message, or its neighbours, or its parent.
        """
        if (stated := self.namespace_of(parent, name)) is not None:
            return stated
        above = etree.QName(parent).localname
        like = self.message.root.xpath(
            "//*[local-name()=$above]/*[local-name()=$name]", above=above, name=name
        )
        model = next((element for element in (*like, *parent) if isinstance(element.tag, str)), parent)
        return etree.QName(model).namespace or ""


def _set(work: _Workplace) -> bytes:
    element = work.one(work.edit.path)
    if any(isinstance(child.tag, str) for child in element):
        raise work.error(
            f"{work.edit.path} holds elements, not text: name one of them, or replace it by remove and add"
        )
    return work.splice(_text_piece(work, work.span(element), work.edit.value or ""))


def _text_piece(work: _Workplace, span: Span, text: str) -> tuple[int, int, bytes]:
    content = work.line_ended(escape(text).encode())
    if not span.is_empty_tag:
        return span.inner, span.close, content
    tag = work.message.data[span.start : span.end].removesuffix(b"/>").rstrip()
    return span.start, span.end, tag + b">" + content + b"</" + work.message.name(span) + b">"


def _remove(work: _Workplace) -> bytes:
    gone: list[tuple[int, int, bytes]] = []
    for element in work.some(work.edit.path):
        if element.getparent() is None:
            raise work.error(f"{work.edit.path} selects the whole message, which can't be removed")
        piece = _removal(work, element)
        if not any(
            begin <= piece[0] and piece[1] <= end for begin, end, _ in gone
        ):  # not inside one that goes
            gone.append(piece)
    return work.splice(*gone)


def _removal(work: _Workplace, element: etree._Element) -> tuple[int, int, bytes]:
    span = work.span(element)
    return span.start - len(work.message.indent(span)), span.end, b""


def _add(work: _Workplace) -> bytes:
    target = work.one(work.edit.path)
    if work.edit.source is not None:
        source = work.span(work.one(work.edit.source))
        added = work.message.data[source.start : source.end]
    else:
        added = _written(work, target)
    return work.splice(_insertion(work, target, work.edit.where, added))


def _insertion(
    work: _Workplace, target: etree._Element, where: Where, added: bytes
) -> tuple[int, int, bytes]:
    span = work.span(target)
    indent = work.message.indent(span)
    if where in ("before", "after"):
        if target.getparent() is None:
            raise work.error(f"{where} the root element there is no room for another")
        return (
            (span.start, span.start, added + indent)
            if where == "before"
            else (span.end, span.end, indent + added)
        )
    children = [child for child in target if isinstance(child.tag, str)]
    if children:
        neighbour = work.span(children[0] if where == "into first" else children[-1])
        indent = work.message.indent(neighbour)
        offset = neighbour.start if where == "into first" else neighbour.end
        return offset, offset, added + indent if where == "into first" else indent + added
    inside = (indent + _STEP if indent else b"") + added + indent
    if not span.is_empty_tag:
        return span.inner, span.close, inside
    tag = work.message.data[span.start : span.end].removesuffix(b"/>").rstrip()
    return span.start, span.end, tag + b">" + inside + b"</" + work.message.name(span) + b">"


def _repeat(work: _Workplace) -> bytes:
    element = work.one(work.edit.path)
    span = work.span(element)
    indent = work.message.indent(span)
    original = work.message.data[span.start : span.end]
    settings, count = work.edit.settings, work.edit.times - 1
    if len(settings) not in (0, 1, count):
        raise work.error(
            f"'with' has {len(settings)} mappings for {count} copies: give one for each, or one for all"
        )
    copies = []
    for number in range(1, work.edit.times):
        copy = original
        for path, text in (settings[min(number, len(settings)) - 1] if settings else {}).items():
            copy = _set_within(work, element, span, copy, path, text.replace("{n}", str(number + 1)))
        copies.append(indent + copy)
    return work.splice((span.end, span.end, b"".join(copies)))


def _set_within(
    work: _Workplace, element: etree._Element, span: Span, copy: bytes, path: str, text: str
) -> bytes:
    """A copy of an element with the text at a path relative to it set."""
    here = printed_path(element)
    inner = work.one(f"{here}{path if path.startswith('/') else '/' + path}")
    if any(isinstance(child.tag, str) for child in inner):
        raise work.error(f"{path} holds elements, not text")
    # Offsets in the copy are those of the original, as long as settings come from the end: later ones are found anew.
    wrapped = work.message.data[: span.start] + copy + work.message.data[span.end :]
    changed = MarkedMessage(wrapped, etree.fromstring(wrapped))
    twin = select(changed.root, printed_path(inner))[0]
    again = _Workplace(changed, work.edit, work.namespace_of)
    result = again.splice(_text_piece(again, changed.span(twin), text))
    return result[span.start : len(result) - (len(work.message.data) - span.end)]


def _move(work: _Workplace) -> bytes:
    assert work.edit.target is not None
    element, target = work.one(work.edit.path), work.one(work.edit.target)
    if element in (target, *target.iterancestors()):
        raise work.error(f"{work.edit.path} can't be moved to {work.edit.target}, which lies inside it")
    span = work.span(element)
    moved = work.message.data[span.start : span.end]
    return work.splice(_removal(work, element), _insertion(work, target, work.edit.where, moved))


def _rename(work: _Workplace) -> bytes:
    pieces = []
    for element in work.some(work.edit.path):
        span = work.span(element)
        name = work.message.name(span)
        prefix, colon, _ = name.rpartition(b":")
        new = prefix + colon + (work.edit.value or "").encode()
        pieces.append((span.start + 1, span.start + 1 + len(name), new))
        if not span.is_empty_tag:
            pieces.append((span.close + 2, span.close + 2 + len(name), new))
    return work.splice(*pieces)


def _attribute(work: _Workplace) -> bytes:
    span = work.span(work.one(work.edit.path))
    tag = work.message.data[span.start : span.inner].decode()
    name = work.edit.name or ""
    without = re.sub(_ATTRIBUTE.format(name=re.escape(name)), "", tag)
    if work.edit.value is None and without == tag:
        raise work.error(f"{work.edit.path} has no attribute {name} to remove")
    head = re.match(r"<[^\s/>]+", without)
    assert head is not None
    added = "" if work.edit.value is None else f" {name}={quoteattr(work.edit.value)}"
    return work.splice((span.start, span.inner, (head.group() + added + without[head.end() :]).encode()))


def _written(work: _Workplace, target: etree._Element) -> bytes:
    """The XML to add, as it is to stand there: prefixes of the message, line ends and indentation of its neighbours."""
    parent = target if work.edit.where.startswith("into") else target.getparent()
    if parent is None:
        raise work.error(f"{work.edit.where} the root element there is no room for another")
    known = {prefix: uri for prefix, uri in parent.nsmap.items() if prefix}
    declarations = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in known.items())
    try:
        wrapper = etree.fromstring(f"<w{declarations}>{(work.edit.value or '').strip()}</w>")
    except etree.XMLSyntaxError as error:
        raise work.error(f"the XML to add is not well-formed: {error.msg}") from None
    span = work.span(target)
    indent = work.message.indent(span)
    if work.edit.where.startswith("into"):
        indent = indent + _STEP if indent else b""
    elements = [child for child in wrapper if isinstance(child.tag, str)]
    if not elements:
        raise work.error("there is no element in the XML to add")
    if any(_holds_more_than_elements(element) for element in wrapper.iter(etree.Element) if len(element)):
        raise work.error(
            "the XML to add has text or comments between its elements: only elements can be added"
        )
    return indent.join(_element(work, element, parent, parent.nsmap, indent) for element in elements)


def _holds_more_than_elements(parent: etree._Element) -> bool:
    texts = [parent.text, *(child.tail for child in parent)]
    return any(text and text.strip() for text in texts) or any(
        not isinstance(child.tag, str) for child in parent
    )


def _element(
    work: _Workplace,
    element: etree._Element,
    parent: etree._Element,
    prefixes: Mapping[str | None, str],
    indent: bytes,
) -> bytes:
    """An element that was written without prefixes, in the namespace that it has below its parent."""
    name = etree.QName(element)
    uri = name.namespace or work.namespace_below(parent, name.localname)
    prefix = next((key for key, value in prefixes.items() if value == uri), None)
    written = f"{prefix}:{name.localname}" if prefix else name.localname
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in element.attrib.items())
    if not prefix and prefixes.get(None, "") != uri:
        attributes += f" xmlns={quoteattr(uri)}"
        prefixes = {**prefixes, None: uri}
    twin = etree.SubElement(_outside(parent), f"{{{uri}}}{name.localname}" if uri else name.localname)
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        content = work.line_ended(escape(element.text or "").encode())
        return f"<{written}{attributes}>".encode() + content + f"</{written}>".encode()
    deeper = indent + _STEP if indent else b""
    inner = b"".join(deeper + _element(work, child, twin, prefixes, deeper) for child in children)
    return f"<{written}{attributes}>".encode() + inner + indent + f"</{written}>".encode()


def _outside(parent: etree._Element) -> etree._Element:
    """A chain of elements like a parent's ancestry, apart from the message, to hang a new element on."""
    chain = [parent, *parent.iterancestors()]
    node = etree.Element(chain[-1].tag)
    for ancestor in reversed(chain[:-1]):
        node = etree.SubElement(node, ancestor.tag)
    return node


_ACTIONS: Mapping[str, Callable[[_Workplace], bytes]] = {
    "set": _set,
    "remove": _remove,
    "add": _add,
    "repeat": _repeat,
    "move": _move,
    "rename": _rename,
    "attribute": _attribute,
}
