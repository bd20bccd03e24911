"""A report held against a set, as a web page and as a part of a report of results."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from retour.coverage.reports.remarks import missing
from retour.language import ENGLISH, Texts, mark
from retour.reports.html import fragment, page
from retour.reports.site.parts import ALONE, NO_LINKS, Frame, Links
from retour.traceability import wording
from retour.traceability.traces import Trace, Traceability

_STATES = (
    ("bad", mark("missing, different or not tested")),
    ("warn", mark("partly tested")),
    ("good", mark("in order")),
    ("quiet", mark("can't be tested by a message")),
)
"""How a rule may be found: the class that colours it, and its name."""


def traceability_page(found: Traceability, texts: Texts = ENGLISH) -> str:
    """The page, as one file."""
    return TraceabilityPart(found).page(texts)


@dataclass(frozen=True, slots=True)
class TraceabilityPart:
    """A report held against a set, as a part of a report of results."""

    found: Traceability
    name: str = "rule-report"

    def title(self, texts: Texts) -> str:
        """What the link to its page says."""
        return texts("Rule report")

    def page(self, texts: Texts, links: Links = NO_LINKS, frame: Frame = ALONE) -> str:
        """Its page."""
        found = self.found
        return page(
            "traceability",
            texts,
            **frame,
            found=found,
            wording=wording,
            status=_status,
            href=lambda code: links.rule(found.rules.sha256, code),
            number=len(found.traces),
            choices=[
                ("state", texts("State"), [(value, texts(name)) for value, name in _STATES]),
                (
                    "level",
                    texts("Level"),
                    [(level, level) for level in dict.fromkeys(trace.level for trace in found.traces)],
                ),
            ],
        )

    def of_rule(self, texts: Texts, sha256: str, code: str, links: Links) -> Markup | None:
        """What the report asks of a rule, and what becomes of it."""
        found = self.found
        trace = next((each for each in found.traces if each.code == code), None)
        if trace is None or found.rules.sha256 != sha256:
            return None
        return fragment(
            "traceability_rule",
            texts,
            found=found,
            trace=trace,
            wording=wording,
            status=_status(trace),
            href=f"{links.up}{self.name}.html#rule-{code}",
        )


def _status(trace: Trace) -> str:
    """How a rule fares, as a class that the style sheet of the page knows."""
    if trace.is_missing or trace.disagreements or trace.state in ("only named", "not tested"):
        return "bad"
    if trace.state is None:
        return "quiet"
    return "warn" if missing(trace.ways) else "good"
