"""Probes set into the text of a stylesheet: no line is added, so an error names the line of the original.

A probe is an xsl:message, which stands wherever an instruction may. An `if` becomes a `choose`, because only there the
other way can be told. The elements that are added have a prefix of their own, which they declare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from retour.text.spans import Splice, spliced
from retour.xslt.names import XSL
from retour.xslt.places import Body


def marked(data: bytes, bodies: Iterable[Body], probe: Callable[[int], str]) -> bytes:
    """A stylesheet with a probe in some of its bodies.

    Args:
        bodies: in the order of the file; an `if` goes together with its implicit otherwise, the next body.
        probe: the text that the probe of a body says, by the body's number.
    """
    marker = _Marker(data, probe)
    splices: list[Splice] = []
    bodies = iter(bodies)
    for body in bodies:
        splices += marker.of_if(body, next(bodies)) if body.kind == "if" else marker.of_body(body)
    return spliced(data, splices)


class _Marker:
    def __init__(self, data: bytes, probe: Callable[[int], str]) -> None:
        self._data = data
        self._probe = probe
        self._prefix = _free_prefix(data)

    def of_body(self, body: Body) -> list[Splice]:
        """The beginning of the body of a template, a `when` or an `otherwise`."""
        said = self._message(body.number)
        if body.kind == "implicit otherwise":
            return [(body.offset, body.offset, self._element("otherwise", said))]
        if body.span.is_empty_tag:
            return [(body.span.end - 2, body.span.end, b">" + said + b"</" + self._name(body) + b">")]
        return [(body.offset, body.offset, said)]

    def of_if(self, body: Body, otherwise: Body) -> list[Splice]:
        """An `if` that becomes a `choose`."""
        span, prefix = body.span, self._prefix.encode()
        begin = f'<{self._prefix}:choose xmlns:{self._prefix}="{XSL}"><{self._prefix}:when'.encode()
        other = self._element("otherwise", self._message(otherwise.number))
        end = b"</" + prefix + b":when%s" + other + b"</" + prefix + b":choose>"
        name = self._name(body)
        name_end = span.start + 1 + len(name)
        said = self._message(body.number)
        if span.is_empty_tag:
            return [(span.start, name_end, begin), (span.end - 2, span.end, b">" + said + end % b">")]
        rest = self._data[span.close + 2 + len(name) : span.end]  # an end tag may hold a line end
        return [
            (span.start, name_end, begin),
            (span.inner, span.inner, said),
            (span.close, span.end, end % rest),
        ]

    def _message(self, number: int) -> bytes:
        return self._element("message", self._probe(number).encode("ascii"))

    def _element(self, name: str, content: bytes) -> bytes:
        prefix = self._prefix
        opening = f'<{prefix}:{name} xmlns:{prefix}="{XSL}">'.encode()
        return opening + content + f"</{prefix}:{name}>".encode()

    def _name(self, body: Body) -> bytes:
        """The name of the element as it is written."""
        tag = self._data[body.span.start + 1 : body.span.inner]
        return tag.removesuffix(b">").removesuffix(b"/").split(None, 1)[0]


def _free_prefix(data: bytes) -> str:
    """A prefix that the stylesheet has no use for."""
    prefix = "probe"
    while prefix.encode() in data:
        prefix += "-"
    return prefix
