"""Messages that were dropped on the page → all that the page tells of them."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from retour.cases.accepting import observed
from retour.checking import Subject, answered_by
from retour.drafting import case_file_text, id_from
from retour.errors import MessageError, RetourError
from retour.language import Texts, mark
from retour.levels import LEVEL_CODES, Check, Earlier
from retour.message_judge import MessageJudge
from retour.messages import parse_message
from retour.messages.envelopes import read_any
from retour.model import CASE_FILE_SUFFIX, Outcome, Problem
from retour.reasons import with_reasons
from retour.replying import reply_to
from retour.reports import result_of
from retour.retours import reception_order
from retour.rulesets import RuleSet
from retour.text.plain import one_line
from retour.web.uploads import Upload

_LARGEST_HANDED_OUT = 1_000_000
"""Bytes of a file that stands in the page itself, to be downloaded."""

_ROOM = 20_000_000
"""Bytes of all such files of a page."""

_LARGEST_DRAFTED = 5_000_000
"""Bytes of a message, with those before it, of which a retour and a case are made."""

_LARGEST_EXPLAINED = 300_000
"""Bytes of a message of which it is told why: 4 s for those."""

_TOO_LARGE = mark("it is too large for this page: `retour answer` and `retour new` make it")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file to be downloaded, or why there is none.

    Attributes:
        why_not: None where there is a file.
    """

    name: str = ""
    data: bytes = b""
    why_not: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    """A message, and what came of it.

    Attributes:
        result: as documents have it.
        outcome: with the reasons of its findings, where somebody asked.
        text: the message as a text.
        meanings: by code, in English and in Dutch.
        retour: the retourbericht on it.
        case: a zip file with a case of it, and the messages that the case needs.
        lacks_reasons: whether it is too large to be told why.
    """

    name: str
    result: Mapping[str, Any]
    outcome: Outcome
    text: str
    meanings: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    retour: HandedOut = HandedOut()
    case: HandedOut = HandedOut()
    lacks_reasons: bool = False

    def meaning(self, level: str, code: str, texts: Texts) -> str:
        """What a code means, in a language as far as there is a text in it."""
        english, dutch = self.meanings.get(code, (None, None))
        if english is None and dutch is None and code in LEVEL_CODES.get(level, {}):
            return texts(LEVEL_CODES[level][code].meaning)
        return ((dutch or english) if texts.language == "nl" else (english or dutch)) or ""


class _PageWork:
    """What is asked of all messages of a page, and what is left of what they may take.

    Attributes:
        why: whether it is told why findings were made.
    """

    def __init__(self, why: bool, seconds: float) -> None:
        self.why = why
        self._end = time.monotonic() + seconds
        self._room = _ROOM

    @property
    def is_over(self) -> bool:
        """Whether there is no time left."""
        return time.monotonic() > self._end

    def handed_out(self, name: str, data: bytes) -> HandedOut:
        """A file to be downloaded, where there is room for it."""
        if len(data) > min(_LARGEST_HANDED_OUT, self._room):
            return HandedOut(why_not=_TOO_LARGE)
        self._room -= len(data)
        return HandedOut(name, data)


def judged_messages(
    judge: MessageJudge, uploads: Sequence[Upload], *, why: bool, together: bool, seconds: float
) -> list[JudgedMessage]:
    """Judge messages one after the other.

    Args:
        why: whether it is told why findings were made.
        together: whether each is judged by those before it too, in the order of reception.
        seconds: after which the rest is left, and told to be so.
    """
    asked = _PageWork(why, seconds)
    if not together:
        return [_judged(judge, each, (), asked) for each in uploads]
    before: list[tuple[Upload, Earlier]] = []
    found = []
    for each in sorted(uploads, key=_order):
        found.append(_judged(judge, each, before, asked))
        before.append((each, _earlier(judge, each)))
    return found


def _judged(
    judge: MessageJudge, upload: Upload, before: Sequence[tuple[Upload, Earlier]], asked: _PageWork
) -> JudgedMessage:
    text = upload.data.decode("utf-8", "backslashreplace")
    if asked.is_over:
        problem = Problem("time-limit", mark("there was no time left for this message: judge fewer at once"))
        outcome = Outcome(upload.name, problem=problem)
        return JudgedMessage(upload.name, result_of(outcome), outcome, text)
    check = judge.check(upload.name, upload.data)
    if before:
        check = replace(check, history=tuple(earlier for _, earlier in before))
    earlier = [each for each, _ in before]

    def told(outcome: Outcome, subject: Subject) -> JudgedMessage:
        return JudgedMessage(
            upload.name,
            result_of(outcome),
            outcome,
            text,
            _meanings(outcome, subject.rules),
            _retour(upload, outcome, subject, asked),
            _case(upload, earlier, outcome, subject, asked),
        )

    judged = judge.outcome(check, told)
    return _explained(judge, check, judged) if asked.why else judged


def _explained(judge: MessageJudge, check: Check, judged: JudgedMessage) -> JudgedMessage:
    """With why its findings were made, where it isn't too large for that."""
    if check.data is None or len(check.data) > _LARGEST_EXPLAINED:
        return replace(judged, lacks_reasons=any(each.is_of_rule for each in judged.outcome.findings))
    (outcome,) = with_reasons(judge.engine, [(check, judged.outcome)])
    return replace(judged, outcome=outcome)


def _earlier(judge: MessageJudge, upload: Upload) -> Earlier:
    """A message as one that went before others."""
    check = answered_by(judge.check(upload.name, upload.data), Path(upload.name))
    return Earlier(replace(check, name=upload.name, asked=(), answers=None))


def _order(upload: Upload) -> tuple[str, str, bool, str]:
    """By the dates of the messages; what can't be read comes first."""
    try:
        read, _ = read_any(upload.data, upload.name)
        return *reception_order(read), upload.name
    except MessageError:
        return "", "", False, upload.name


def _meanings(outcome: Outcome, rules: RuleSet | None) -> dict[str, tuple[str | None, str | None]]:
    if rules is None:
        return {}
    found = {}
    for code in {finding.code for finding in outcome.findings if finding.is_of_rule}:
        described = rules.catalogue.get(code)
        found[code] = rules.meaning(code), None if described is None else described.meaning_nl
    return found


def _retour(upload: Upload, outcome: Outcome, subject: Subject, asked: _PageWork) -> HandedOut:
    if len(upload.data) > _LARGEST_DRAFTED:
        return HandedOut(why_not=_TOO_LARGE)
    try:
        data = reply_to(outcome, subject)
        type_ = parse_message(data, upload.name).identity.type
    except RetourError as error:
        return HandedOut(why_not=one_line(error.text))
    return asked.handed_out(f"{PurePosixPath(upload.name).stem}-{type_}.xml", data)


def _case(
    upload: Upload, earlier: Sequence[Upload], outcome: Outcome, subject: Subject, asked: _PageWork
) -> HandedOut:
    if outcome.problem is not None:
        return HandedOut(why_not=one_line(outcome.problem.text))
    if outcome.rules is None:
        return HandedOut(why_not=mark("the message doesn't say which rules are its own"))
    if sum(len(each.data) for each in (*earlier, upload)) > _LARGEST_DRAFTED:
        return HandedOut(why_not=_TOO_LARGE)
    stem = PurePosixPath(upload.name).stem
    case = case_file_text(
        outcome.rules.id,
        upload.name,
        id_from(stem),
        observed(outcome, subject.select),
        [each.name for each in earlier] or None,
    )
    files = [*earlier, upload, Upload(f"{stem}{CASE_FILE_SUFFIX}", case.encode())]
    return asked.handed_out(f"{stem}-case.zip", _zipped(files))


def _zipped(files: Sequence[Upload]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.writestr(zipfile.ZipInfo(each.name), each.data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def lines_of(judged: JudgedMessage) -> Iterator[tuple[int, str]]:
    """The lines at which something was found, with its code; those of a message inside an envelope have no line here."""
    for finding in judged.outcome.findings:
        for place in finding.locations:
            if place.line is not None and place.document is None:
                yield place.line, finding.code
