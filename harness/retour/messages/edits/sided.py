"""Where something new goes: before or after a node, or into it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from lxml import etree
from pydantic import Field, model_validator

from retour.messages.edits.edit import TreeEdit
from retour.messages.edits.workplace import Piece, Workplace

Where = Literal["before", "after", "into", "into first"]

_SIDES: dict[str, Where] = {"before": "before", "after": "after", "into": "into", "into_first": "into first"}
_STEP = b"  "


class SidedEdit(TreeEdit):
    """An edit that says with one of four keys where something goes."""

    before: Annotated[str | None, Field(description="The element before which it is put.")] = None
    after: Annotated[str | None, Field(description="The element after which it is put.")] = None
    into: Annotated[str | None, Field(description="The element into which it is put, as the last in it.")] = (
        None
    )
    into_first: Annotated[
        str | None,
        Field(alias="into first", description="The element into which it is put, as the first in it."),
    ] = None

    @model_validator(mode="after")
    def _has_one_side(self) -> Self:
        given = [repr(side) for name, side in _SIDES.items() if name in self.model_fields_set]
        if len(given) != 1:
            what = "side (before, after, into, into first)"
            raise ValueError(
                f"{' and '.join(given)}: one {what} at a time"
                if given
                else f"no {what}, where exactly one belongs"
            )
        return self

    @property
    def side(self) -> Where:
        """On which side of the node it goes."""
        return next(side for name, side in _SIDES.items() if name in self.model_fields_set)

    @property
    def beside(self) -> str:
        """The path of the node."""
        return getattr(self, next(name for name in _SIDES if name in self.model_fields_set)) or ""


def insertion(work: Workplace, target: etree._Element, side: Where, added: bytes) -> Piece:
    """The piece that puts something on a side of a node, indented like its neighbours.

    Raises:
        EditError: there is no room beside the root.
    """
    span = work.span(target)
    indent = work.message.indent(span)
    if side in ("before", "after"):
        refuse_beside_root(work, target, side)
        if side == "before":
            return span.start, span.start, added + indent
        return span.end, span.end, indent + added
    children = [child for child in target if isinstance(child.tag, str)]
    if children:
        neighbour = work.span(children[0] if side == "into first" else children[-1])
        indent = work.message.indent(neighbour)
        offset = neighbour.start if side == "into first" else neighbour.end
        return offset, offset, added + indent if side == "into first" else indent + added
    return work.content(span, (deeper(indent) + added + indent))


def deeper(indent: bytes) -> bytes:
    """The indentation of what stands in an element; none where the element has none."""
    return indent + _STEP if indent else b""


def refuse_beside_root(work: Workplace, target: etree._Element, side: Where) -> None:
    """A message has one root.

    Raises:
        EditError: something is to go beside it.
    """
    if target.getparent() is None and side in ("before", "after"):
        raise work.error(f"{side} the root element there is no room for another")
