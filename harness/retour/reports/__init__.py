"""Outcomes and verdicts, told to a person or a machine."""

from retour.reports.annotations import AnnotatedPlace, Annotation, annotations_of
from retour.reports.differing import Differing, differing_lines
from retour.reports.document import document_of, result_of, result_of_unusable
from retour.reports.gitlab import gitlab_of
from retour.reports.known import GapRow, gap_lines, gap_rows, gap_text
from retour.reports.ordering import result_order
from retour.reports.sarif import sarif_of
from retour.reports.spool import ResultSpool
from retour.reports.table import cell, csv_of
from retour.reports.tally import Tally, tally_in_short, tally_text
from retour.reports.terminal import failure_text, findings_text, from_cache

__all__ = [
    "AnnotatedPlace",
    "Annotation",
    "Differing",
    "GapRow",
    "ResultSpool",
    "Tally",
    "annotations_of",
    "cell",
    "csv_of",
    "differing_lines",
    "document_of",
    "failure_text",
    "findings_text",
    "from_cache",
    "gap_lines",
    "gap_rows",
    "gap_text",
    "gitlab_of",
    "result_of",
    "result_of_unusable",
    "result_order",
    "sarif_of",
    "tally_in_short",
    "tally_text",
]
