"""What came back from a session, as the harness's own errors."""

from __future__ import annotations

from retour.engines.protocol import Reply
from retour.engines.sessions import Failure
from retour.errors import (
    DynamicError,
    ForbiddenLookUp,
    InternalError,
    MemoryLimitExceeded,
    MessageError,
    NotAReport,
    OutputLimitExceeded,
    RetourError,
    SchemaUnusable,
    StaticError,
)
from retour.model import Place


def reply_or_error(reply: Reply | Failure) -> Reply | RetourError:
    """The reply, or the typed error that a failure stands for."""
    return error_of(reply) if isinstance(reply, Failure) else reply


def error_of(failure: Failure) -> RetourError:
    """The typed error that a failure stands for."""
    place = Place(failure.file, failure.line, failure.column) if failure.file else None
    match failure.kind:
        case "static":
            return StaticError(f"the rule set doesn't compile:\n{failure.text}", place)
        case "dynamic":
            return DynamicError(f"the rule set failed on this message:\n{failure.text}", place)
        case "forbidden":
            return ForbiddenLookUp(
                f"the rule set asks for {failure.text}: it may read only files of its own that it names outright, such as "
                "doc('codes.xml') for a file beside the stylesheet",
                place,
            )
        case "message":
            return MessageError(
                f"well-formed, but more than the XSLT processor can read: {failure.text}", kind="parser-limit"
            )
        case "schema":
            return SchemaUnusable(f"the rule set's schema can't be used: {failure.text}", place)
        case "encoding":
            return NotAReport(
                f"the rule set writes its report in another encoding than UTF-8 ({failure.text}): "
                'give its xsl:output encoding="UTF-8"'
            )
        case "output":
            return OutputLimitExceeded(f"the rule set wrote too much about this message: {failure.text}")
        case "memory":
            return MemoryLimitExceeded("there was no memory left while the rule set ran on this message")
        case "internal":
            said = failure.text.partition("\n")[0]
            return InternalError(f"the harness itself failed while it ran the rule set: {said}", failure.text)
