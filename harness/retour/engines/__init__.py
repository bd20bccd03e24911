"""Rule set × message → findings: the one boundary behind which an XSLT processor works."""

from typing import TYPE_CHECKING

from retour.lazily import lazily

if TYPE_CHECKING:
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

__getattr__ = lazily(
    __name__,
    {
        "Answer": "retour.engines.protocol",
        "Choice": "retour.engines.choice",
        "Engine": "retour.engines.protocol",
        "Engines": "retour.engines.several",
        "Job": "retour.engines.protocol",
        "Limits": "retour.engines.limits",
        "OF_THE_HARNESS": "retour.engines.protocol",
        "Order": "retour.engines.protocol",
        "PROBE": "retour.engines.protocol",
        "Pending": "retour.engines.protocol",
        "Reply": "retour.engines.protocol",
        "Request": "retour.engines.protocol",
        "SchemaError": "retour.engines.protocol",
        "SchemaFile": "retour.engines.protocol",
        "StylesheetFile": "retour.engines.protocol",
        "TRACE": "retour.engines.protocol",
        "Validation": "retour.engines.protocol",
        "completed": "retour.engines.tickets",
        "engine_reference": "retour.engines.registry",
        "engine_title": "retour.engines.registry",
        "open_engine": "retour.engines.registry",
        "subject_named": "retour.engines.registry",
    },
)
