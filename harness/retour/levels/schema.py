"""The level «schema»: the message against the XSD of its type. It is validated in the engine's child, before the rules."""

from __future__ import annotations

from retour.engines import Order, SchemaError, SchemaFile, Validation
from retour.language import mark
from retour.levels.codes import LevelCode
from retour.levels.judged import Judged, Left, Task
from retour.levels.level import LevelCheck
from retour.levels.schema_sentences import sentence
from retour.levels.steps import Address, Addressed
from retour.messages.envelopes import raised
from retour.model import Finding, Location

_REFUSED = ("StUF055", "CC02")
"""The error codes with which a message in an envelope is refused when it fails its schema: it gets no retour."""


def _code(code: str, meaning: str) -> LevelCode:
    return LevelCode("schema", code, meaning, mark("XML Schema 1.0, as libxml2 reads it"), chain=_REFUSED)


SCHEMA_CODES = (
    _code("element", mark("An element stands where the schema has another, or none.")),
    _code("missing", mark("An element that the schema asks for is missing.")),
    _code("root", mark("The schema has no message that begins with this element.")),
    _code("text", mark("Text stands where the schema has elements.")),
    _code("attribute", mark("An attribute is missing, or not one of the schema's.")),
    _code("type", mark("A value isn't of its type, such as a date that is none.")),
    _code("pattern", mark("A value hasn't the form that its type asks for.")),
    _code("enumeration", mark("A value isn't one of its code list.")),
    _code("length", mark("A text is longer or shorter than its type allows.")),
    _code("range", mark("A number is higher or lower than its type allows.")),
    _code("other", mark("The message breaks the schema in another way.")),
)

_BY_CODE = {code.code: code for code in SCHEMA_CODES}


def judge_schema(addressed: Addressed) -> Task | Left:
    """Hold the message against the XSD of its namespace.

    Raises:
        RuleSetError: a schema of the set is damaged.
    """
    return addressed.to if isinstance(addressed.to, Left) else validation(addressed.to)


def validation(to: Address) -> Task | Left:
    """The work of it; see `judge_schema`."""
    schema, message = to.rules.schema, to.message
    if (file := schema.file_of(message.identity.namespace)) is None:
        return Left("not checked", _why_not(to))
    wanted = Validation(SchemaFile(str(file), schema.sha256), message.text)
    order = Order(to.stylesheet, "", validation=wanted, transform=False)
    return Task(order, lambda reply: Judged([_finding(to, error) for error in reply.schema_errors]))


def _why_not(to: Address) -> str:
    if not to.rules.schema.files:
        return mark("the set has no XSD")
    return mark("none of the set's XSDs is for %(identity)s") % {"identity": to.message.identity}


def _finding(to: Address, error: SchemaError) -> Finding:
    type_ = to.rules.schema.simple_type(to.message.identity.namespace, error.path or "")
    said = sentence(error, type_)
    if to.entered.is_inside:
        said = raised(said, _REFUSED, is_refused=True)
    place = Location(error.path, error.line)
    return to.entered.placed(_BY_CODE[error.code].finding(said, [place]))


SCHEMA_LEVEL = LevelCheck("schema", Addressed, judge_schema, SCHEMA_CODES)
