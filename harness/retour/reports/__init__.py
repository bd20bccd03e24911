"""Outcomes and verdicts, told to a person or a machine."""

from retour.reports.document import document_of, result_of
from retour.reports.sarif import sarif_of
from retour.reports.tally import Tally, tally_text
from retour.reports.terminal import failure_text, findings_text

__all__ = ["Tally", "document_of", "failure_text", "findings_text", "result_of", "sarif_of", "tally_text"]
