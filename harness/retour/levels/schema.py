"""The level «schema»: the message against the XSD of its type. It is validated in the engine's child, before the rules."""

from __future__ import annotations

from retour.levels.codes import LevelCode
from retour.levels.level import LevelCheck
from retour.levels.passage import Passage
from retour.levels.schema_sentences import sentence
from retour.messages.envelopes import raised
from retour.model import Finding, Location

_REFUSED = ("StUF055", "CC02")
"""The error codes with which a message in an envelope is refused when it fails its schema: it gets no retour."""


def _code(code: str, meaning: str) -> LevelCode:
    return LevelCode("schema", code, meaning, "XML Schema 1.0, as libxml2 reads it", chain=_REFUSED)


SCHEMA_CODES = (
    _code("element", "An element stands where the schema has another, or none."),
    _code("missing", "An element that the schema asks for is missing."),
    _code("root", "The schema has no message that begins with this element."),
    _code("text", "Text stands where the schema has elements."),
    _code("attribute", "An attribute is missing, or not one of the schema's."),
    _code("type", "A value isn't of its type, such as a date that is none."),
    _code("pattern", "A value hasn't the form that its type asks for."),
    _code("enumeration", "A value isn't one of its code list."),
    _code("length", "A text is longer or shorter than its type allows."),
    _code("range", "A number is higher or lower than its type allows."),
    _code("other", "The message breaks the schema in another way."),
)

_BY_CODE = {code.code: code for code in SCHEMA_CODES}


def check_schema(passage: Passage) -> list[Finding] | None:
    """What is wrong with the message by its schema; None where the rule set has no schema for it."""
    if passage.schema is None:
        return None
    assert passage.reply is not None
    assert passage.rules is not None
    assert passage.message is not None
    namespace, schema = passage.message.identity.namespace, passage.rules.schema
    answer = f"; {raised(_REFUSED)}, in a Fo01 and without a retour" if passage.is_inside else ""
    return [
        passage.placed(
            _BY_CODE[error.code].finding(
                sentence(error, schema.simple_type(namespace, error.path or "")) + answer,
                [Location(error.path, error.line)],
            )
        )
        for error in passage.reply.schema_errors
    ]


SCHEMA_LEVEL = LevelCheck("schema", check_schema, SCHEMA_CODES, needs_reply=True)
