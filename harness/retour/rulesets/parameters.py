"""Stylesheet parameters: what a stylesheet declares, and whether a text can be the value of one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from retour.errors import ParameterError
from retour.text.nearest import did_you_mean
from retour.xslt.names import XSL
from retour.xslt.static import is_static
from retour.xslt.stylesheets import Stylesheet

_XS = "http://www.w3.org/2001/XMLSchema"
_YES = ("yes", "true", "1")
_NODES_AND_FUNCTIONS = re.compile(
    r"(?:array|attribute|comment|document-node|element|empty-sequence|function|map|namespace-node|node"
    r"|processing-instruction|schema-attribute|schema-element|text)\s*\("
)
_ATOMIC = re.compile(r"(?:(?P<prefix>[^\s:{}()]+):|Q\{(?P<uri>[^{}]*)\})(?P<name>[A-Za-z]+)\s*[?*+]?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that a stylesheet declares.

    Attributes:
        name: as it is given: `today`, or in a namespace `Q{urn:f}today`.
        type: as the stylesheet writes it, e.g. `xs:date`; None where it takes anything.
        namespaces: what the prefixes in the type stand for.
        is_required: whether the stylesheet can't run without it.
        place: the stylesheet and the line, e.g. `WMO307.xsl:7`.
    """

    name: str
    type: str | None
    namespaces: tuple[tuple[str, str], ...]
    is_required: bool
    place: str

    @property
    def declaration(self) -> str:
        """What the stylesheet declares, in words."""
        typed = f" as {self.type}" if self.type else ""
        return f"{self.place} declares {self.name}{typed}{', required' if self.is_required else ''}"

    def takes(self, value: str) -> bool:
        """Whether a text can be its value; of a type that isn't known here the processor decides."""
        if self.type is None:
            return True
        if _NODES_AND_FUNCTIONS.match(self.type):
            return False
        atomic = _ATOMIC.fullmatch(self.type)
        if atomic is None:
            return True
        uri = atomic["uri"] if atomic["prefix"] is None else dict(self.namespaces).get(atomic["prefix"])
        return uri != _XS or _is_castable(value, atomic["name"])


def declared_parameters(stylesheet: Stylesheet, shown: str) -> Iterable[Parameter]:
    """The parameters of a stylesheet.

    Args:
        shown: how to call the file towards the user.
    """
    for element in stylesheet.root.iterchildren(f"{{{XSL}}}param"):
        if not is_static(element) and (name := element.get("name", "").strip()):
            yield Parameter(
                _expanded(name, element),
                element.get("as", "").strip() or None,
                tuple(sorted((prefix, uri) for prefix, uri in element.nsmap.items() if prefix)),
                _is_required(element),
                f"{shown}:{element.sourceline}",
            )


def refuse_unusable(given: Mapping[str, str], declared: Collection[Parameter], unknown: str) -> None:
    """Refuse parameters that nothing declares, which the processor would accept in silence, and values of another type.

    Args:
        declared: by one stylesheet or by several; a value has to suit one of them.
        unknown: how the sentence begins that nothing declares one: `rule set iwmo/2.1 has no`.

    Raises:
        ParameterError: for the first that is wrong; its `name` says which.
    """
    for name, value in given.items():
        own = [parameter for parameter in declared if parameter.name == name]
        if not own:
            names = sorted({parameter.name for parameter in declared})
            hint = _qualified(name, names) or did_you_mean(name, names, "declared are")
            raise ParameterError(f"{unknown} stylesheet parameter {name!r}{hint}", name)
        if not any(parameter.takes(value) for parameter in own):
            raise ParameterError(
                f"{value!r} is no value of the stylesheet parameter {name}: {own[0].declaration}", name
            )


def parameters_for(declared: Iterable[Parameter], given: Mapping[str, str], subject: str) -> dict[str, str]:
    """The parameters that one stylesheet is given: those that it declares.

    Raises:
        ParameterError: a required one isn't given, or a value is of another type.
    """
    known = {parameter.name: parameter for parameter in declared}
    own = {name: value for name, value in given.items() if name in known}
    refuse_unusable(own, known.values(), f"{subject} has no")
    for name, parameter in known.items():
        if parameter.is_required and name not in own:
            raise ParameterError(
                f"{subject} needs the stylesheet parameter {name}: {parameter.declaration}; "
                "give it under `parameters` in a case, or by --parameter",
                name,
            )
    return own


def _qualified(name: str, known: Iterable[str]) -> str:
    """How to write a name that has a prefix, or a namespace in another form."""
    local = re.split(r"[:}]", name)[-1]
    in_namespaces = sorted(each for each in known if each.startswith("Q{") and each.endswith(f"}}{local}"))
    if not in_namespaces:
        return ""
    return f": a name in a namespace is written {' or '.join(in_namespaces)}"


def _expanded(name: str, element: etree._Element) -> str:
    """A name as it is given; a prefix stands for a namespace."""
    prefix, colon, local = name.rpartition(":")
    if name.startswith("Q{"):
        return name.removeprefix("Q{}")
    uri = element.nsmap.get(prefix) if colon else None
    return f"Q{{{uri}}}{local}" if uri else name


def _is_required(element: etree._Element) -> bool:
    """Whether it has to be given: it says so, or it has a type that no empty default is of (XSLT 3.0, 9.2.2)."""
    if element.get("required", "no").strip() in _YES:
        return True
    type_ = element.get("as", "").strip()
    has_default = element.get("select") is not None or len(element) or (element.text or "").strip()
    return (
        bool(type_) and not has_default and type_[-1] not in "?*" and not type_.startswith("empty-sequence")
    )


def _is_castable(value: str, type_: str) -> bool:
    from retour.xslt.xpath_parser import castable  # takes as long to load as many commands to run

    return castable(value, type_)
