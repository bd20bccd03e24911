"""What a replay comes to: a few lines for a person, a web page, and the exit code of the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from retour.errors import AS_EXPECTED, NOT_AS_EXPECTED, ReplayError, exit_code_of_kind
from retour.language import ENGLISH, Texts
from retour.model import OutcomeStatus
from retour.replay.answers import answer_text, told_columns, told_rows
from retour.replay.queries import QUESTIONS, Answers, Replied
from retour.reports.html import page
from retour.text.writing import write_document

SUMMARY = "summary.html"
"""The web page, beside the rows."""

_OF_LINES = ("rules", "errors", "differences")
_MOST = 10


@dataclass(frozen=True, slots=True)
class _Shown:
    """An answer as the page shows it."""

    about: str
    columns: list[str]
    rows: list[list[str]]


def summary_lines(answers: Answers, texts: Texts = ENGLISH) -> Iterator[str]:
    """How many messages fared how; the rules that fire most, why messages weren't judged, and what differs."""
    yield headline(answers, texts)
    for name in _OF_LINES:
        question = QUESTIONS[name]
        if (replied := answers.ask(question, _MOST)).rows:
            yield ""
            yield f"{texts(question.about)}:"
            yield from (f"  {line}" for line in answer_text(replied, texts).splitlines())


def headline(answers: Answers, texts: Texts = ENGLISH) -> str:
    """How many messages fared how."""
    counts = _counts(answers)
    statuses = ", ".join(
        f"{texts.number(counts[status])} {texts(status)}"
        for status in get_args(OutcomeStatus)
        if counts[status]
    )
    return f"{texts.counted(counts.total(), '%(number)s message', '%(number)s messages')}: {statuses}"


def write_summary(folder: Path, answers: Answers, texts: Texts = ENGLISH) -> None:
    """Write the web page.

    Raises:
        ReplayError: it can't be written.
    """
    parts = [
        _Shown(texts(question.about), told_columns(replied, texts), told_rows(replied, texts))
        for question in QUESTIONS.values()
        if (replied := answers.ask(question)).rows
    ]
    text = page(
        "replay", texts, headline=headline(answers, texts), description=answers.description, parts=parts
    )
    write_document(folder / SUMMARY, text, ReplayError)


def exit_code_of(answers: Answers) -> int:
    """That of the command: 0 where each message was judged, by both sets alike where two are compared."""
    kinds = [str(row[0]) for row in _all(answers, "errors").rows]
    differs = bool(_all(answers, "differences").rows)
    return max([AS_EXPECTED, NOT_AS_EXPECTED * differs, *map(exit_code_of_kind, kinds)])


def _counts(answers: Answers) -> Counter[str]:
    counts: Counter[str] = Counter()
    for *_, status, messages in _all(answers, "statuses").rows:
        counts[status] += messages
    return counts


def _all(answers: Answers, name: str) -> Replied:
    return answers.ask(QUESTIONS[name])
