"""Rule set × message → findings: the one boundary behind which an XSLT processor works."""

from harness.engines.protocol import Engine, Job, Pending, Request
from harness.engines.saxon import engine_name, saxon_engine

__all__ = ["Engine", "Job", "Pending", "Request", "engine_name", "saxon_engine"]
