"""Two rule sets over the same messages: which rules behave differently, and which templates changed."""

from retour.comparison.comparing import Comparison, ReleaseRun, compare
from retour.comparison.document import comparison_document
from retour.comparison.expected import ExpectedChanges, comparison_waivers_schema, read_expected_changes
from retour.comparison.inputs import (
    Input,
    case_inputs,
    generated_inputs,
    keep_changed,
    message_inputs,
    why_not_compared,
)
from retour.comparison.markdown import comparison_markdown
from retour.comparison.outcomes import changes_between
from retour.comparison.reading import read_comparison
from retour.comparison.releases import Release, opened_release
from retour.comparison.schema import comparison_schema
from retour.comparison.terminal import comparison_text
from retour.comparison.web import ComparisonPart, comparison_page
from retour.comparison.wording import headline

__all__ = [
    "Comparison",
    "ComparisonPart",
    "ExpectedChanges",
    "Input",
    "Release",
    "ReleaseRun",
    "case_inputs",
    "changes_between",
    "compare",
    "comparison_document",
    "comparison_markdown",
    "comparison_page",
    "comparison_schema",
    "comparison_text",
    "comparison_waivers_schema",
    "generated_inputs",
    "headline",
    "keep_changed",
    "message_inputs",
    "opened_release",
    "read_comparison",
    "read_expected_changes",
    "why_not_compared",
]
