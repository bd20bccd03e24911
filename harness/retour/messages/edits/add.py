"""The edit `add`: new elements, or a copy of one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field

from retour.messages.edits.edit import Put
from retour.messages.edits.sided import SidedEdit, deeper, insertion, refuse_beside_root
from retour.messages.edits.workplace import Workplace
from retour.text.markup import escape, quoteattr


class CopyFields(BaseModel):
    """What `add` copies, when it doesn't give the XML."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)

    copy_of: Annotated[str, Field(alias="copy of", description="The element of which a copy is added.")]


class Add(SidedEdit):
    """Adds elements, indented like their neighbours."""

    name = "add"

    added: Annotated[
        str | CopyFields,
        Field(
            alias="add",
            description="The XML that is added; `before`, `after`, `into` or `into first` says where.",
        ),
    ]

    def apply(self, work: Workplace) -> bytes:
        target = work.one(self.beside)
        if isinstance(self.added, CopyFields):
            source = work.span(work.one(self.added.copy_of))
            added = work.message.data[source.start : source.end]
        else:
            added = self._new(work, target, self.added)
        return work.splice(insertion(work, target, self.side, added))

    def puts(self) -> Iterator[Put]:
        if isinstance(self.added, str):
            yield Put(self.added)

    def _new(self, work: Workplace, target: etree._Element, xml: str) -> bytes:
        """The XML to add, as it is to stand there: prefixes of the message, line ends and indentation of its neighbours."""
        refuse_beside_root(work, target, self.side)
        is_inside = self.side in ("into", "into first")
        parent = target if is_inside else target.getparent()
        known = {prefix: uri for prefix, uri in parent.nsmap.items() if prefix}
        declarations = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in known.items())
        try:
            wrapper = etree.fromstring(f"<w{declarations}>{xml.strip()}</w>", _PARSER)
        except etree.XMLSyntaxError as error:
            raise work.error(f"the XML to add is not well-formed: {error.msg}") from None
        elements = [child for child in wrapper if isinstance(child.tag, str)]
        if not elements:
            raise work.error("there is no element in the XML to add")
        if any(_holds_more_than_elements(element) for element in wrapper.iter(etree.Element) if len(element)):
            raise work.error(
                "the XML to add has text or comments between its elements: only elements can be added"
            )
        indent = work.message.indent(work.span(target))
        indent = deeper(indent) if is_inside else indent
        return indent.join(_element(work, element, parent, parent.nsmap, indent) for element in elements)


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _holds_more_than_elements(parent: etree._Element) -> bool:
    texts = [parent.text, *(child.tail for child in parent)]
    return any(text and text.strip() for text in texts) or any(
        not isinstance(child.tag, str) for child in parent
    )


def _element(
    work: Workplace,
    element: etree._Element,
    parent: etree._Element,
    prefixes: Mapping[str | None, str],
    indent: bytes,
) -> bytes:
    """An element that was written without prefixes, in the namespace that it has below its parent."""
    name = etree.QName(element)
    uri = name.namespace or _namespace_below(work, parent, name.localname)
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
    below = deeper(indent)
    inner = b"".join(below + _element(work, child, twin, prefixes, below) for child in children)
    return f"<{written}{attributes}>".encode() + inner + indent + f"</{written}>".encode()


def _namespace_below(work: Workplace, parent: etree._Element, name: str) -> str:
    """The namespace of a new element.

    By the schema; else as the same element has it elsewhere in the message, or its neighbours, or its parent.
    """
    if (stated := work.namespace_of(parent, name)) is not None:
        return stated
    above = etree.QName(parent).localname
    like = work.message.root.xpath("//*[local-name()=$above]/*[local-name()=$name]", above=above, name=name)
    model = next((element for element in (*like, *parent) if isinstance(element.tag, str)), parent)
    return etree.QName(model).namespace or ""


def _outside(parent: etree._Element) -> etree._Element:
    """A chain of elements like a parent's ancestry, apart from the message, to hang a new element on."""
    chain = [parent, *parent.iterancestors()]
    node = etree.Element(chain[-1].tag)
    for ancestor in reversed(chain[:-1]):
        node = etree.SubElement(node, ancestor.tag)
    return node
