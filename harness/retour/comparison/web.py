"""A comparison as a web page."""

from __future__ import annotations

from retour.comparison import wording
from retour.comparison.comparing import Comparison
from retour.reports.html import page


def comparison_page(comparison: Comparison) -> str:
    """The page, as one file."""
    return page("compare", comparison=comparison, wording=wording)
