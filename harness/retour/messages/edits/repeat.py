"""The edit `repeat`: more of one element, each with texts of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from lxml import etree
from pydantic import BeforeValidator, Field

from retour.messages.edits.edit import Put, TreeEdit
from retour.messages.edits.workplace import Piece, Workplace, spliced
from retour.text.limits import MAX_COPIES, MAX_EDITED
from retour.text.paths import NodePaths
from retour.text.spans import Span


def _one_mapping(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Repeat(TreeEdit):
    """Makes it a number of elements; in the texts of a copy `{n}` is its number."""

    name = "repeat"

    path: Annotated[
        str,
        Field(
            alias="repeat",
            description="The element that is repeated; `times` says how many there are in the end.",
        ),
    ]
    times: Annotated[int, Field(ge=2, le=MAX_COPIES, description="How many there are in the end.")]
    settings: Annotated[
        list[dict[str, str]],
        BeforeValidator(_one_mapping),
        Field(
            alias="with",
            description="Texts to set in the copies, by path inside the copy, or `.` for itself; one mapping for all, or one for each.",
        ),
    ] = Field(default_factory=list)

    def apply(self, work: Workplace) -> bytes:
        element = work.one(self.path)
        span = work.span(element)
        count = self.times - 1
        if len(self.settings) not in (0, 1, count):
            raise work.error(
                f"'with' has {len(self.settings)} mappings for {count} copies: give one for each, or one for all"
            )
        copies = self._copies(work, span, [self._leaves(work, element, each) for each in self.settings])
        return work.splice((span.end, span.end, b"".join(copies)))

    def puts(self) -> Iterator[Put]:
        for settings in self.settings:
            for path, text in settings.items():
                yield Put(text, path)

    def _leaves(
        self, work: Workplace, element: etree._Element, settings: Mapping[str, str]
    ) -> dict[etree._Element, str]:
        """The elements whose texts are set in a copy, as they stand in what is copied."""
        here = NodePaths(work.message.root).printed(element)
        return {
            work.leaf(here if path == "." else f"{here}{path if path.startswith('/') else f'/{path}'}"): text
            for path, text in settings.items()
        }

    def _copies(
        self, work: Workplace, span: Span, settings: Sequence[Mapping[etree._Element, str]]
    ) -> Iterator[bytes]:
        """The copies, each on a line of its own.

        Raises:
            EditError: the message would be larger than an edited one may be; none of the rest is made.
        """
        indent = work.message.indent(span)
        original = work.message.data[span.start : span.end]
        room = MAX_EDITED - len(work.message.data)
        if not settings and (self.times - 1) * len(indent + original) > room:
            raise self._too_large(work)
        for number in range(2, self.times + 1):
            copy = original
            if settings:
                texts = settings[min(number - 1, len(settings)) - 1]
                copy = spliced(original, *_pieces(work, span, texts, number))
            room -= len(indent + copy)
            if room < 0:
                raise self._too_large(work)
            yield indent + copy

    def _too_large(self, work: Workplace) -> Exception:
        return work.error(
            f"{self.times:,} of {self.path} make the message larger than the {MAX_EDITED // 1024**2} MB of an edited one"
        )


def _pieces(work: Workplace, span: Span, texts: Mapping[etree._Element, str], number: int) -> Iterator[Piece]:
    """The pieces of a copy that differ from the original, by offsets in the copy."""
    for element, text in texts.items():
        begin, end, by = work.text(work.span(element), text.replace("{n}", str(number)))
        yield begin - span.start, end - span.start, by
