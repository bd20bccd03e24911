"""Expectation × outcome → verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from retour.levels import LEVEL_NAMES
from retour.model import ANYTHING, Claim, Expectation, Finding, Level, Outcome, Verdict

Select = Callable[[str], Collection[str]]
"""Path in a message → the printed paths of the nodes that it selects."""


def judge(expectation: Expectation, outcome: Outcome, select: Select, checked: Collection[str]) -> Verdict:
    """Hold an outcome against what a case expects.

    Exact by default: every finding must be claimed and every claim met. Only a case that speaks of retour codes
    alone, or says no more than that a message isn't valid, leaves open which rules fire. Warnings may be claimed, and
    needn't be.

    Args:
        select: how paths in the expectation select nodes of this message.
        checked: the rules that the set checks for this type of message; empty when that isn't known.
    """
    if outcome.problem is not None:
        return Verdict("error", reasons=(outcome.problem.text,))
    select = cache(select)
    claims = expectation.fires or ()
    # Of a file that is rejected as such there may be no message in which a path could select something.
    looked_into = claims if outcome.failed_level != "file" else ()
    astray = [claim for claim in looked_into for path in claim.at if not select(path)]
    if astray:
        return Verdict(
            "error", missing=tuple(astray), reasons=tuple(_astray(claim, select) for claim in astray)
        )
    judged = [f for f in outcome.findings if is_judged(f, expectation)]
    errors = [f for f in judged if f.severity == "error"]
    intolerable = [f for f in errors if not is_tolerated(f, expectation)]
    silence = _Silence(checked, outcome.evaluated, outcome.failed_level)
    missing, reasons = _unmet(claims, judged, select, silence)
    silenced = [f for f in outcome.findings if f.level == "rules" and f.code in expectation.silent]
    unclaimed = [f for f in _unclaimed(expectation, intolerable, select) if f not in silenced]
    reasons += [f"{_fired(finding)}, where the case says it must stay silent" for finding in silenced]
    reasons += [f"{_fired(finding)}, which the case doesn't name" for finding in unclaimed]
    reasons += [reason for code in expectation.evaluated if (reason := silence.unevaluated(code))]
    if expectation.valid is False and not errors:
        reasons.append("nothing fired, where the case expects an invalid message")
    reasons += _retour_reasons(expectation.retour, intolerable)
    reasons += _mention_reasons(expectation, outcome.findings)
    reasons += _message_reasons(expectation.messages, outcome.said or ())
    return Verdict(
        "not as expected" if reasons else "as expected",
        missing=tuple(missing),
        unexpected=(*silenced, *unclaimed),
        reasons=tuple(reasons),
    )


def is_judged(finding: Finding, expectation: Expectation) -> bool:
    """Whether the scope of a case holds a finding; it is one of rules, and leaves other levels alone."""
    return finding.level != "rules" or not expectation.scope or _covered(finding.code, expectation.scope)


def is_tolerated(finding: Finding, expectation: Expectation) -> bool:
    """Whether a case lets a finding pass unnamed: `allow` names rules."""
    return finding.level == "rules" and _covered(finding.code, expectation.allow)


def _covered(code: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(code, glob) for glob in globs)


def _unmet(
    claims: Sequence[Claim], findings: Sequence[Finding], select: Select, silence: _Silence
) -> tuple[list[Claim], list[str]]:
    missing, reasons = [], []
    for claim in claims:
        met = sum(_meets(finding, claim, select) for finding in findings)
        if met != claim.times if claim.times is not None else met == 0:
            missing.append(claim)
            reasons.append(_unmet_reason(claim, met, findings, silence))
    return missing, reasons


def _unclaimed(expectation: Expectation, findings: Iterable[Finding], select: Select) -> list[Finding]:
    open_ended = expectation.retour is not None or expectation.valid is False
    if expectation.fires is None and not expectation.valid and open_ended:
        return []
    claims = expectation.fires or ()
    return [f for f in findings if not any(_meets(f, claim, select) for claim in claims)]


def _meets(finding: Finding, claim: Claim, select: Select) -> bool:
    anything = claim.code == ANYTHING and claim.level != "rules" and finding.severity == "error"
    if finding.level != claim.level or (finding.code != claim.code and not anything):
        return False
    if claim.retour is not None and finding.retour != claim.retour:
        return False
    if claim.details is not None and not fnmatchcase(finding.details or "", claim.details):
        return False
    paths = {location.path for location in finding.locations if location.path is not None}
    return all(paths.intersection(select(path)) for path in claim.at)


def _astray(claim: Claim, select: Select) -> str:
    paths = ", ".join(path for path in claim.at if not select(path))
    return f"{claim.place}: at {paths} selects nothing in this message"


def _unmet_reason(claim: Claim, met: int, findings: Sequence[Finding], silence: _Silence) -> str:
    if met:
        return f"{describe(claim)} was expected {_times(claim.times)}, and {_verb(claim)} {_times(met)}"
    if (ended := silence.ended_before(claim.level)) is not None:
        return f"{describe(claim)} {_verb(claim, negated=True)}: {ended}"
    if claim.level != "rules":
        return f"{describe(claim)} {_verb(claim, negated=True)}"
    if any(finding.code == claim.code for finding in findings):
        return f"{describe(claim)} did not fire; {claim.code} fired otherwise"
    why = silence.why(claim.code)
    return f"{describe(claim)} did not fire" + (f": {why}" if why else "")


@dataclass(frozen=True, slots=True)
class _Silence:
    """What it means that something was not found.

    Attributes:
        checked: the rules that the set checks for this type of message; empty when that isn't known.
        evaluated: those that looked at something in the message; None when that isn't known.
        ended_at: the level that ended the check.
    """

    checked: Collection[str]
    evaluated: Collection[str] | None
    ended_at: Level | None

    def ended_before(self, level: Level) -> str | None:
        """That the check ended before it came to a level; None when it didn't."""
        if self.ended_at is None or LEVEL_NAMES.index(self.ended_at) >= LEVEL_NAMES.index(level):
            return None
        return f"the check ended at the level {self.ended_at}"

    def why(self, code: str) -> str | None:
        """Which kind of silence that of a rule is; None when that isn't known."""
        if (ended := self.ended_before("rules")) is not None:
            return ended
        if self.checked and code not in self.checked:
            return f"the set has no {code} for this type of message"
        if self.evaluated is None:
            return None
        if code in self.evaluated:
            return "it was evaluated, and silent"
        return "it was never evaluated, there is nothing in this message that it looks at"

    def unevaluated(self, code: str) -> str | None:
        """Why a rule can't be said to be evaluated; None when it was."""
        if self.evaluated is not None and code in self.evaluated:
            return None
        why = self.why(code) or "whether it was isn't known of this run"
        return f"{code} is said to be evaluated: {why}"


def _fired(finding: Finding) -> str:
    place = finding.locations[0] if finding.locations else None
    where = "" if place is None else f" at {place.path}" if place.path else f" at line {place.line}"
    if finding.level == "rules":
        return f"{finding.code} fired{where}"
    return f"the level {finding.level} found {finding.code}{where}"


def _verb(claim: Claim, *, negated: bool = False) -> str:
    """What a rule does, and what becomes of a finding of another level."""
    if claim.level == "rules":
        return "did not fire" if negated else "fired"
    return "was not found" if negated else "was found"


def _mention_reasons(expectation: Expectation, findings: Iterable[Finding]) -> list[str]:
    text = expectation.mentions
    levels = {claim.level for claim in expectation.fires or ()} - {"rules"}
    told = [finding.details or "" for finding in findings if finding.level in levels]
    if text is None or any(text in details for details in told):
        return []
    return [f"nothing that was found mentions {text!r}"]


def _retour_reasons(expected: Sequence[str] | None, findings: Iterable[Finding]) -> list[str]:
    if expected is None:
        return []
    observed = {finding.retour or f"none for {finding.code}" for finding in findings}
    absent = [
        f"retour code {code} was expected and did not come" for code in expected if code not in observed
    ]
    surplus = [
        f"retour code {code} came, which the case doesn't name" for code in sorted(observed - set(expected))
    ]
    return absent + surplus


def message_differences(expected: Sequence[str], said: Sequence[str]) -> tuple[list[str], list[str]]:
    """The globs that no text of the stylesheet fits, and the texts that fit no glob, each once."""
    absent = [glob for glob in expected if not any(_covered(text, [glob]) for text in said)]
    return absent, [text for text in dict.fromkeys(said) if not _covered(text, expected)]


def _message_reasons(expected: Sequence[str] | None, said: Sequence[str]) -> list[str]:
    if expected is None:
        return []
    absent, surplus = message_differences(expected, said)
    return [f"no xsl:message says {glob!r}" for glob in absent] + [
        f"an xsl:message says {text!r}, which the case doesn't name" for text in surplus
    ]


def _times(number: int | None) -> str:
    return "once" if number == 1 else f"{number} times"


def describe(claim: Claim) -> str:
    """A claim in one line, e.g. `TR018 (9018) at //Einddatum`, `file bom`."""
    parts = [claim.code] if claim.level == "rules" else [claim.level, claim.code]
    if claim.retour is not None:
        parts.append(f"({claim.retour})")
    if claim.at:
        parts.append("at " + " and ".join(claim.at))
    if claim.details is not None:
        parts.append(f"with details {claim.details!r}")
    if claim.times is not None:
        parts.append(f"× {claim.times}")
    return " ".join(parts)
