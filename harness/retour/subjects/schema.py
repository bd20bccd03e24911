"""JSON Schema of the file that describes a system under test, made from the model in `description.py`."""

from __future__ import annotations

from collections.abc import Mapping

from retour.subjects.description import SutFields
from retour.text.json_schema import Schema, written_schema

_TITLE = "Description of a system under test"

_DESCRIPTIONS: Mapping[str, str] = {
    "name": "What it is called in reports.",
    "version": "Its version; a statement is about this one.",
    "command": "A program and its arguments, run in the folder of this file. {message} stands for the message file, {answer} for the file "
    "to write the answer to, {history} for the folder of earlier messages, {python} for the Python that runs the harness.",
    "session": "true: the command runs on, and speaks the line protocol on its standard input and output.",
    "url": "The address that each message is posted to.",
    "headers": "Headers of these requests.",
    "answers": "How it answers: codes (a JSON list), rapport (the report 1_1), svrl, retour (a retourbericht), or exit-code.",
    "profile": "How strictly it is held to cases: accepted, codes, locations (codes and where), or retour (the whole retourbericht).",
    "codes": "Whether its codes are those of rules (TR018) or retour codes (9018); with `answers: codes`.",
    "time_limit": "How long it may take over one message, such as 5s or 500ms; 30s when left out.",
    "start_limit": "How long it may take to begin a session; 60s when left out.",
    "output_limit": "How much it may write about one message, such as 500 kB; 5 MB when left out.",
    "workers": "How many messages it may be given side by side; 1 when left out.",
    "messages": "The types of message that it judges, as globs such as WMO3*; all when left out. Others are skipped.",
    "takes": "What it takes beside single messages: envelopes, ei, history. Without it such cases are skipped.",
    "exit_codes": "What the exit codes of the command mean; any other is a crash.",
    "statuses": "What the statuses of HTTP mean; any other is an error.",
    "ExitCodes.accepted": "The message is accepted, or an answer comes along; [0] when left out.",
    "ExitCodes.rejected": "The message is rejected, or an answer comes along; [1] when left out.",
    "ExitCodes.refused": "The message is refused before its rules, without an answer, as one that isn't valid by its schema.",
    "Statuses.answered": "An answer comes along; [200] when left out.",
    "Statuses.refused": "The message is refused before its rules, without an answer.",
}


def sut_schema() -> Schema:
    """The schema of the description of a system under test, draft 2020-12."""
    return written_schema(SutFields, _TITLE, _DESCRIPTIONS)
