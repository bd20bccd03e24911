"""Calendars of the transition from one release to another: which messages may travel when."""

from retour.transitions.calendar import Calendar, Format
from retour.transitions.judging import TRANSITION_CODES, WARNINGS, Sending, parse_sent, transition_findings
from retour.transitions.reading import Calendars, read_calendar
from retour.transitions.telling import told, told_to_machines

__all__ = [
    "TRANSITION_CODES",
    "WARNINGS",
    "Calendar",
    "Calendars",
    "Format",
    "Sending",
    "parse_sent",
    "read_calendar",
    "told",
    "told_to_machines",
    "transition_findings",
]
