"""Envelopes against their schemas, which are ours: written from the field tables of the specifications."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from threading import Lock

from lxml import etree

from retour.language import mark
from retour.messages.envelopes.codes import envelope_finding
from retour.messages.envelopes.envelope import Envelope
from retour.model import Finding
from retour.text.paths import NodePaths

_FOLDER = Path(__file__).parent / "xsd"
_EXPECTED = re.compile(r"Expected is(?: one of)? \( (?P<names>[^)]*) \)")
_NAMESPACE = re.compile(r"\{[^'}]*\}")
_LONGEST = 300

_validating = Lock()


@cache
def compiled_schema(name: str) -> etree.XMLSchema:
    """One of the schemas in this folder, compiled once per process."""
    return etree.XMLSchema(file=str(_FOLDER / name))


def schema_findings(
    envelope: Envelope, judged: Collection[etree._Element], missing: Collection[str]
) -> Iterator[Finding]:
    """What the schema of an envelope says against it beyond what is known already, one finding for each element.

    Args:
        judged: elements that are known to be wrong.
        missing: the local names of elements that are known to be missing.
    """
    if envelope.version is None:
        return
    seen, paths = set(judged), NodePaths(envelope.root)
    for error in _errors(compiled_schema(envelope.version.schema), envelope.root):
        element = paths.find_as_far(error.path)
        expected = _EXPECTED.search(error.message)
        names = _NAMESPACE.sub("", expected["names"]).split(", ") if expected else []
        if element not in seen and not any(name in missing for name in names):
            seen.add(element)
            yield envelope_finding("envelope-schema", _sentence(element, error.message), element)


def _errors(schema: etree.XMLSchema, root: etree._Element) -> list[etree._LogEntry]:
    """What a schema says against a document; one at a time, because a schema has one log for all threads."""
    with _validating:
        schema.validate(root.getroottree())
        return list(schema.error_log)


def _sentence(element: etree._Element, message: str) -> str:
    """What libxml2 says, without namespaces and long values."""
    name = etree.QName(element).localname
    text = _NAMESPACE.sub("", message).removeprefix(f"Element '{name}'").lstrip(":, ")
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}…"
    told = {"name": name, "why": text.rstrip(".")}
    return mark("the schema of the envelope refuses %(name)s: %(why)s") % told
