"""Rule set × message → findings: the one boundary behind which an XSLT processor works."""

from retour.engines.choice import Choice
from retour.engines.limits import Limits
from retour.engines.protocol import (
    OF_THE_HARNESS,
    PROBE,
    TRACE,
    Answer,
    Engine,
    Job,
    Order,
    Pending,
    Reply,
    Request,
    SchemaError,
    SchemaFile,
    StylesheetFile,
    Validation,
)
from retour.engines.registry import engine_reference, engine_title, open_engine, subject_named
from retour.engines.several import Engines
from retour.engines.tickets import completed

__all__ = [
    "OF_THE_HARNESS",
    "PROBE",
    "TRACE",
    "Answer",
    "Choice",
    "Engine",
    "Engines",
    "Job",
    "Limits",
    "Order",
    "Pending",
    "Reply",
    "Request",
    "SchemaError",
    "SchemaFile",
    "StylesheetFile",
    "Validation",
    "completed",
    "engine_reference",
    "engine_title",
    "open_engine",
    "subject_named",
]
