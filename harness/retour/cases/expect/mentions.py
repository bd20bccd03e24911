"""The key `mentions`: a text in the sentence of something that is found at a level other than the rules, or in the error that is expected."""

from __future__ import annotations

from collections.abc import Iterator

from retour.cases.expect.claims import claims, level_keys
from retour.cases.expect.error import ERROR
from retour.cases.expect.key import Difference, Judgement, Key, Setting
from retour.errors import CaseFileError
from retour.language import mark
from retour.model import Expectation, Level, Outcome


def _check(text: str, setting: Setting) -> None:
    if not _levels(setting.case.expect) and ERROR.of(setting.case.expect) is None:
        keys = ", ".join(key.name for key in level_keys() if key.name != "fires")
        raise CaseFileError(
            f"'mentions' goes with what is expected of a level: {keys}; or with `error`", setting.place()
        )


def _differences(text: str, judgement: Judgement) -> Iterator[Difference]:
    if _is_mentioned(text, judgement.expect, judgement.outcome):
        return
    problem = judgement.outcome.problem
    found = "nothing that was found mentions" if problem is None else f"{problem.text}\nThis doesn't mention"
    yield Difference(f"{found} {text!r}")


def _accepted(text: str | None, judgement: Judgement) -> str | None:
    return text if text is not None and _is_mentioned(text, judgement.expect, judgement.outcome) else None


def _is_mentioned(text: str, expect: Expectation, outcome: Outcome) -> bool:
    if outcome.problem is not None:
        return " ".join(text.split()) in " ".join(outcome.problem.text.split())
    levels = _levels(expect)
    return any(text in (finding.details or "") for finding in outcome.findings if finding.level in levels)


def _levels(expect: Expectation) -> set[Level]:
    return {claim.level for claim in claims(expect)} - {"rules"}


MENTIONS: Key[str] = Key(
    name="mentions",
    about="A text that stands in the details of what is found at these levels, or in the error.",
    form=str,
    data=str,
    told=lambda text: [mark("mentions %(text)s") % {"text": repr(text)}],
    check=_check,
    differences=_differences,
    accepted=_accepted,
)
