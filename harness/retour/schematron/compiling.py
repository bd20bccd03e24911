"""Schema → stylesheet, by SchXslt2: under the same protection as any stylesheet, so that it reads no file and no network."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from retour.engines import Answer, Engine, Job, Order, Reply, Request, StylesheetFile
from retour.errors import (
    CompileLimitExceeded,
    EngineUnavailable,
    InternalError,
    RetourError,
    RuleSetError,
    StaticError,
    TimeLimitExceeded,
)
from retour.model import Place
from retour.schematron.schema import SchematronSchema
from retour.schematron.transpiler import NAMESPACE, Transpiler
from retour.xslt.names import XSL

_PHASE = f"Q{{{NAMESPACE}}}phase"
_TIME_LIMIT = 600.0
"""Seconds: long code lists in abstract patterns take a minute or two."""

_TRIAL_LIMIT = 30.0
_STYLESHEET = f"{{{XSL}}}stylesheet"
_VERSION = re.compile(r"SchXslt2 Core ([\w.+-]*?)\s*-->")
_SAID = re.compile(r"^xsl:message: (.*)", re.MULTILINE)
_AT_LINE = re.compile(r"on line (\d+)")
_NEGATED = re.compile(r"not\((.*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CompiledSchema:
    """What came of a schema.

    Attributes:
        data: the stylesheet.
        phase: the one that was compiled.
        version: of the transpiler, as it states it; None when it doesn't.
    """

    data: bytes = field(repr=False)
    root: etree._Element = field(repr=False)
    phase: str
    version: str | None


def compile_schema(
    schema: SchematronSchema, phase: str, transpiler: Transpiler, engine: Engine
) -> CompiledSchema:
    """Make a stylesheet of a schema.

    Raises:
        RuleSetError: the transpiler refuses it, or doesn't end.
        EngineError: SaxonC can't be started, or the transpiler doesn't compile.
    """
    transpile = StylesheetFile(str(transpiler.path), transpiler.sha256, str(transpiler.path.parent))
    answer = answer_to(engine, Order(transpile, schema.text, {_PHASE: phase}), _TIME_LIMIT)
    if isinstance(answer, StaticError | CompileLimitExceeded | EngineUnavailable | InternalError):
        raise answer
    place = Place(schema.path.name)
    if isinstance(answer, TimeLimitExceeded):
        raise RuleSetError(f"SchXslt2 was not done with it after {_TIME_LIMIT:g} s", place)
    if isinstance(answer, RetourError):
        raise RuleSetError(f"SchXslt2 doesn't compile it: {_why(answer)}", place)
    assert isinstance(answer, Reply)
    try:
        root = etree.fromstring(
            answer.report.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True)
        )
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != _STYLESHEET:
        raise RuleSetError("SchXslt2 made no stylesheet of it", place)
    version = _VERSION.search(answer.report)
    _lay_out(root)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    return CompiledSchema(data, root, phase, version[1] if version else None)


def refuse_broken(sheet: Path, schema: SchematronSchema, engine: Engine) -> None:
    """Refuse a schema whose stylesheet doesn't compile, and say where in the schema that comes from.

    Raises:
        RuleSetError: it doesn't.
    """
    answer = answer_to(engine, Order(stylesheet_at(sheet), "<none/>"))
    if isinstance(answer, StaticError | CompileLimitExceeded):
        said = answer.text.removeprefix("the rule set doesn't compile:\n")
        raise RuleSetError(f"the schema is broken: {said}", _place(answer, sheet, schema))


def stylesheet_at(sheet: Path) -> StylesheetFile:
    """A stylesheet that was just written."""
    return StylesheetFile(str(sheet), hashlib.sha256(sheet.read_bytes()).hexdigest(), str(sheet.parent))


def answer_to(engine: Engine, order: Order, time_limit: float = _TRIAL_LIMIT) -> Answer:
    """What comes of one order."""
    job: Job[Answer] = Job("schematron", lambda: Request(order, time_limit), lambda answer: answer)
    return engine.submit([job])[0].result()


def _why(error: RetourError) -> str:
    """What the transpiler says by xsl:message, else what the engine says."""
    said = _SAID.findall(error.text)
    return said[-1] if said else " ".join(error.text.partition("\n")[2].split()) or error.text


def _lay_out(root: etree._Element) -> None:
    """Give each instruction a line of its own, so that errors, coverage and changes have places.

    White space alone is no part of a stylesheet, unless it says so.
    """
    if not root.xpath("//@xml:space"):
        etree.indent(root)


def _place(error: RetourError, sheet: Path, schema: SchematronSchema) -> Place:
    """Where in the schema the line stands that an error of the stylesheet names; the schema itself where that isn't known."""
    line = error.place.line if error.place is not None else None
    if line is None and (found := _AT_LINE.search(error.text)):
        line = int(found[1])
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    at = [
        each
        for each in etree.parse(str(sheet), parser).getroot().iter(etree.Element)
        if each.sourceline == line
    ]
    for element in (each for one in at for each in (one, *one.iterancestors())):
        for value in element.attrib.values():
            negated = _NEGATED.fullmatch(value)
            for expression in (value, *([negated[1]] if negated else ())):
                if len(expression) > 1 and (place := schema.place_of(expression)) is not None:
                    return place
    return Place(schema.path.name)
