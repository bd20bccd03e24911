"""The edit `attribute`: one attribute of an element, set or removed."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from retour.messages.edits.edit import NewText, TreeEdit
from retour.messages.edits.workplace import Workplace
from retour.text.markup import quoteattr

_ATTRIBUTE = r"""\s+{name}\s*=\s*(?:"[^"]*"|'[^']*')"""


class SetAttribute(TreeEdit):
    """Sets an attribute; without `to` removes it."""

    name = "attribute"

    path: Annotated[
        str,
        Field(
            alias="attribute",
            description="The element whose attribute `name` is set to `to`, or removed without it.",
        ),
    ]
    attribute_name: Annotated[str, Field(alias="name", description="The name of the attribute.")]
    to: NewText | None = None

    def apply(self, work: Workplace) -> bytes:
        span = work.span(work.one(self.path))
        tag = work.message.data[span.start : span.inner].decode()
        without = re.sub(_ATTRIBUTE.format(name=re.escape(self.attribute_name)), "", tag)
        if self.to is None and without == tag:
            raise work.error(f"{self.path} has no attribute {self.attribute_name} to remove")
        head = re.match(r"<[^\s/>]+", without)
        assert head is not None
        added = "" if self.to is None else f" {self.attribute_name}={quoteattr(self.to)}"
        return work.splice((span.start, span.inner, (head.group() + added + without[head.end() :]).encode()))
