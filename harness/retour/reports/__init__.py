"""Outcomes and verdicts, told to a person or a machine."""

from retour.reports.annotations import AnnotatedPlace, Annotation, annotations_of
from retour.reports.document import document_of, result_of
from retour.reports.gitlab import gitlab_of
from retour.reports.sarif import sarif_of
from retour.reports.table import csv_of
from retour.reports.tally import Tally, tally_text
from retour.reports.terminal import failure_text, findings_text

__all__ = [
    "AnnotatedPlace",
    "Annotation",
    "Tally",
    "annotations_of",
    "csv_of",
    "document_of",
    "failure_text",
    "findings_text",
    "gitlab_of",
    "result_of",
    "sarif_of",
    "tally_text",
]
