"""Rule set × message → findings: the one boundary behind which an XSLT processor works."""

from harness.engines.protocol import Engine, Job, Order, Pending, Reply, Request, Stylesheet
from harness.engines.registry import engine_title, open_engine

__all__ = [
    "Engine",
    "Job",
    "Order",
    "Pending",
    "Reply",
    "Request",
    "Stylesheet",
    "engine_title",
    "open_engine",
]
