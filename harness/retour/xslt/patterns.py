"""Match patterns: which elements, in which namespaces, each of their alternatives asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from retour.xslt.names import XSL

_TOKEN = re.compile(r"""'[^']*'|"[^"]*"|[\[\](|]|[^'"\[\](|]+|\)""")
_FUNCTION = re.compile(r"[\w-]\s*$")
_NODE_TESTS = re.compile(r"(?:node|text|comment|processing-instruction)\s*\(\s*\)")
_STEP = re.compile(
    r"(?P<axis>[\w-]+::|@)?\s*(?:Q\{(?P<uri>[^}]*)\}|(?P<prefix>\*|[^\W\d][\w.-]*):(?!:))?(?P<name>\*|[^\W\d][\w.-]*)"
)
_NO_ELEMENTS = ("@", "attribute::", "namespace::")


@dataclass(frozen=True, slots=True)
class Step:
    """One element that a pattern asks for.

    Attributes:
        written: as it stands in the pattern.
        namespace: None for any; empty for none.
        name: None for any.
    """

    written: str
    namespace: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What stands between two bars of a pattern.

    Attributes:
        steps: the elements that it asks for; none when it can't be told, or when anything will do.
    """

    written: str
    steps: tuple[Step, ...]

    @property
    def namespaces(self) -> frozenset[str]:
        """The namespaces in which an element must stand for it."""
        return frozenset(step.namespace for step in self.steps if step.namespace is not None)


def alternatives(template: etree._Element) -> list[Alternative]:
    """The alternatives of a template's match pattern, its predicates left out."""
    default = _default_namespace(template)
    return [
        Alternative(" ".join(text.split()), tuple(_steps(text, template.nsmap, default)))
        for text in _without_predicates(template.get("match", "")).split("|")
    ]


def _default_namespace(element: etree._Element) -> str:
    """The namespace of names without prefix (XSLT 2.0 and later)."""
    for ancestor in (element, *element.iterancestors()):
        name = "xpath-default-namespace"
        stated = ancestor.get(name if str(ancestor.tag).startswith(f"{{{XSL}}}") else f"{{{XSL}}}{name}")
        if stated is not None:
            return str(stated)
    return ""


def _without_predicates(pattern: str) -> str:
    kept, depth = [], 0
    for token in _TOKEN.findall(pattern):
        if token == "]":
            depth -= 1
        if depth == 0 and token != "]":
            kept.append(token if token != "[" else "")
        if token == "[":
            depth += 1
    return "".join(kept)


def _steps(text: str, prefixes: Mapping[str | None, str], default: str) -> Iterator[Step]:
    text = _NODE_TESTS.sub("*:*", text)
    if "(" in text or "$" in text:  # key(), id(), element(…): what they match isn't looked into
        return
    for part in filter(None, (part.strip() for part in text.split("/"))):
        step = _STEP.fullmatch(part)
        if step is None or step["axis"] in _NO_ELEMENTS or part == ".":
            continue
        if step["uri"] is not None:
            namespace: str | None = step["uri"]
        elif step["prefix"] is not None:
            namespace = None if step["prefix"] == "*" else prefixes.get(step["prefix"])
        else:
            namespace = None if step["name"] == "*" else default
        yield Step(part, namespace, None if step["name"] == "*" else step["name"])
