"""A comparison as a web page."""

from __future__ import annotations

from harness.comparison import wording
from harness.comparison.comparing import Comparison
from harness.reports.html import page


def comparison_page(comparison: Comparison) -> str:
    """The page, as one file."""
    return page("compare", comparison=comparison, wording=wording)
