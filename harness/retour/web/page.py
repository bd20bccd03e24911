"""The page of the service: a form, and what came of the messages that were dropped on it."""

from __future__ import annotations

import asyncio
import base64
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.datastructures import Headers

from retour.language import Texts, mark
from retour.message_judge import MessageJudge
from retour.model import LANGUAGES, RULE_LEVELS, Finding, Language
from retour.reports.html import message_lines, page
from retour.reports.reasons import why_lines
from retour.reports.results import STANDINGS
from retour.reports.site.rows import colour
from retour.text.difference import written_out
from retour.text.plain import plain
from retour.web.judging import HandedOut, JudgedMessage, judged_messages, lines_of
from retour.web.uploads import form_of, messages_in

_LAYOUT = "serve_base.html"

_MOST_LINES = 1_500
"""Lines of a message that are shown; of a longer one those around findings."""

_MOST_SHOWN = 4_000_000
"""Characters of messages that a page shows in all."""

_MOST_FINDINGS = 200
"""Findings of a message that are told."""

_NAMES: dict[Language, str] = {"en": "English", "nl": "Nederlands"}

_XML, _ZIP = "application/xml", "application/zip"


def form_page(texts: Texts, complaint: str | None = None) -> str:
    """The page to begin with.

    Args:
        complaint: what was wrong with what was sent.
    """
    return page("serve_form", texts, _LAYOUT, complaint=complaint, **_frame(texts))


def answered_form(judge: MessageJudge, headers: Headers, body: bytes, texts: Texts, seconds: float) -> str:
    """What came of the messages in a form that the page sent.

    Args:
        seconds: see `judged_messages`.

    Raises:
        UploadError: there is nothing in it to be judged.
    """
    form = asyncio.run(form_of(headers, body))
    uploads, passed_over = messages_in(form.files)
    judged = judged_messages(judge, uploads, why=form.why, together=form.together, seconds=seconds)
    return judged_page(texts, judged, passed_over, together=form.together)


def judged_page(
    texts: Texts, judged: Sequence[JudgedMessage], passed_over: Sequence[str], *, together: bool
) -> str:
    """What came of messages.

    Args:
        passed_over: names of what was no message.
        together: whether each was judged by those before it too.
    """
    counted: Counter[str] = Counter(each.outcome.status for each in judged)
    room = _MOST_SHOWN
    shown = []
    for number, each in enumerate(judged, 1):
        text = each.text if len(each.text) <= room else None
        room -= len(text or "")
        shown.append(_shown(each, f"m{number}", text, texts))
    return page(
        "serve_judged",
        texts,
        _LAYOUT,
        judged=shown,
        figures=[
            (texts.number(counted[name]), texts(_standing(name)), colour(name))
            for name in STANDINGS
            if counted[name]
        ],
        passed_over=", ".join(dict.fromkeys(passed_over)),
        together=together,
        colour=colour,
        **_frame(texts),
    )


def _frame(texts: Texts) -> dict[str, Any]:
    """What the layout names."""
    return {"languages": [(name, _NAMES[name], name == texts.language) for name in LANGUAGES]}


def _standing(name: str) -> str:
    """How a message came out, in the words of the page."""
    return mark("not judged") if name == "error" else name


@dataclass(frozen=True, slots=True)
class _Download:
    """A link that holds the file itself; or why there is none: then `why_not` isn't empty."""

    name: str
    href: str
    why_not: str


def _shown(judged: JudgedMessage, within: str, text: str | None, texts: Texts) -> dict[str, Any]:
    """A message as the template takes it."""
    outcome = judged.outcome
    notes: dict[int, list[str]] = {}
    for line, code in lines_of(judged):
        notes.setdefault(line, []).append(code)
    return {
        "id": within,
        "name": judged.name,
        "result": judged.result,
        "standing": texts(_standing(outcome.status)),
        "colour": colour(outcome.status),
        "problem": None if outcome.problem is None else texts.sentence(outcome.problem.text),
        "codes": ", ".join(dict.fromkeys(each.retour or each.code for each in outcome.errors)),
        "findings": [_finding(judged, each, texts) for each in outcome.findings[:_MOST_FINDINGS]],
        "more_findings": max(len(outcome.findings) - _MOST_FINDINGS, 0),
        "lacks_reasons": judged.lacks_reasons,
        "retour": _download(judged.retour, _XML, texts),
        "fails_before_rules": outcome.failed_level not in (None, *RULE_LEVELS),
        "case": _download(judged.case, _ZIP, texts),
        "is_cut": text is not None and text.count("\n") >= _MOST_LINES,
        "source": None if text is None else _source(text, notes, within),
    }


def _source(text: str, notes: dict[int, list[str]], within: str) -> Markup:
    shown = plain(written_out(text.replace("\r\n", "\n")))
    return message_lines(shown, notes, f"{within}-", _MOST_LINES)


def _finding(judged: JudgedMessage, finding: Finding, texts: Texts) -> dict[str, Any]:
    meaning = judged.meaning(finding.level, finding.code, texts)
    details = texts.sentence(" ".join((finding.details or "").split()))
    lines = [] if finding.why is None else list(why_lines(finding.why, texts=texts))
    return {
        "level": finding.level,
        "is_of_rule": finding.is_of_rule,
        "code": finding.code,
        "retour": finding.retour,
        "severity": finding.severity,
        "rejects": finding.rejects,
        "places": finding.locations,
        "meaning": meaning,
        "details": details if details != meaning else "",
        "why": "\n".join(line.removeprefix("  ") for line in lines if line != texts("why:")),
    }


def _download(handed: HandedOut, kind: str, texts: Texts) -> _Download:
    data = base64.b64encode(handed.data).decode("ascii")
    return _Download(
        handed.name, f"data:{kind};base64,{quote(data, safe='+/=')}", texts.sentence(handed.why_not or "")
    )
