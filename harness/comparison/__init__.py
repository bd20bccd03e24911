"""Two rule sets over the same messages: which rules behave differently, and which templates changed."""

from harness.comparison.comparing import Comparison, Side, compare
from harness.comparison.document import comparison_document
from harness.comparison.expected import ExpectedChanges, read_expected_changes
from harness.comparison.inputs import Input, case_inputs, generated_inputs, message_inputs
from harness.comparison.markdown import comparison_markdown
from harness.comparison.releases import Release, opened_release
from harness.comparison.terminal import comparison_text
from harness.comparison.web import comparison_page
from harness.comparison.wording import headline

__all__ = [
    "Comparison",
    "ExpectedChanges",
    "Input",
    "Release",
    "Side",
    "case_inputs",
    "compare",
    "comparison_document",
    "comparison_markdown",
    "comparison_page",
    "comparison_text",
    "generated_inputs",
    "headline",
    "message_inputs",
    "opened_release",
    "read_expected_changes",
]
