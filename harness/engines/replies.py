"""What came back from SaxonC, as the harness's own errors."""

from __future__ import annotations

from harness.engines.saxon_child import Failure
from harness.errors import DynamicError, EngineError, NotAReport, StaticError
from harness.model import Place


def report_or_error(reply: str | Failure) -> str | EngineError:
    """The report text, or the typed error that a failure stands for."""
    if not isinstance(reply, Failure):
        return reply
    place = Place(reply.file, reply.line, reply.column) if reply.file else None
    match reply.kind:
        case "static":
            return StaticError(f"the rule set doesn't compile:\n{reply.text}", place)
        case "dynamic":
            return DynamicError(f"the rule set failed on this message:\n{reply.text}", place)
        case "encoding":
            return NotAReport(
                f"the rule set writes its report in another encoding than UTF-8 ({reply.text}): "
                'give its xsl:output encoding="UTF-8"'
            )
