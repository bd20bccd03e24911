"""Outcomes and verdicts as text for a person. Colour is added by who prints it."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from retour.cases.expect import claims, spoken
from retour.language import ENGLISH, Texts, mark
from retour.model import RULE_LEVELS, Case, Expectation, Finding, Outcome, Verdict
from retour.reports.reasons import silence_lines, why_lines
from retour.rulesets import FILLING_RULES
from retour.text.plain import one_line

if TYPE_CHECKING:
    from retour.subjects.description import SystemUnderTest

Meaning = Callable[[str], str | None]
"""Rule → what it means, where a catalogue says so."""


_MOST_STEPS = 8
"""Of the way to a finding, in the text of a failure."""

_MOST_LISTED = 3
"""Earlier messages that are named of those left out for one reason."""


Runner = Literal["pytest", "retour run"]
"""What runs cases: its options have other names."""

_MESSAGE = mark("message %(text)s")


def findings_text(outcome: Outcome, meaning: Meaning, texts: Texts = ENGLISH) -> str:
    """What a check of one message found, or the problem that prevented it."""
    name = one_line(outcome.message)
    lines = [f"{name}: {_headline(outcome, texts)}"]
    if outcome.problem is not None:
        lines += _indented(texts.sentence(outcome.problem.text).splitlines(), "  ")
    for finding in outcome.findings:
        lines += _indented(_finding_lines(finding, name, meaning, texts), "  ")
        if finding.why is not None:
            lines += _indented(why_lines(finding.why, texts=texts), "      ")
    for silence in outcome.silences:
        lines += _indented(silence_lines(silence, texts=texts), "  ")
    return "\n".join([*lines, *_indented(_not_checked(outcome, texts), "  ")])


def from_cache(cached: int, outcomes: int, texts: Texts = ENGLISH) -> str:
    """How many of a number of outcomes were found by an earlier run."""
    return texts(
        "%(number)s of %(all)s outcomes from the cache",
        number=texts.number(cached),
        all=texts.number(outcomes),
    )


def failure_text(
    case: Case,
    outcome: Outcome,
    verdict: Verdict,
    meaning: Meaning,
    node_id: str,
    asked: str | None = None,
    subject: SystemUnderTest | None = None,
    texts: Texts = ENGLISH,
    untold: str | None = None,
    runner: Runner = "pytest",
) -> str:
    """Why a case failed: expected beside observed, each finding explained, and the command that shows it again.

    Args:
        asked: how the run asks for the rule set, in place of the case's own.
        subject: the system under test that judged, in place of the rule set.
        untold: a sentence on why it isn't told what made rules fire or stay silent.
        runner: the command that runs the case again.
    """
    lines = [f"{case.place}: {case.name}"]
    if case.about:
        lines += _indented(case.about.strip().splitlines(), "  ")
    lines += ["", *(f"- {texts.sentence(reason)}" for reason in verdict.reasons), ""]
    if outcome.problem is None:
        told = _told(outcome, case.expect, verdict)
        fired = [*_fired_lines(told), *(_MESSAGE % {"text": repr(text)} for text in outcome.said or ())]
        lines += _side_by_side(
            texts("expected"),
            expected_lines(case.expect, texts),
            texts("fired"),
            list(map(texts.sentence, fired)),
        )
        lines.append("")
        for finding in told:
            lines += _finding_lines(finding, outcome.message, meaning, texts)
            if finding.why is not None:
                lines += _indented(why_lines(finding.why, most=_MOST_STEPS, texts=texts), "    ")
        for silence in outcome.silences:
            lines += silence_lines(silence, most=_MOST_STEPS, texts=texts)
        if untold is not None:
            lines.append(texts.sentence(untold))
        not_checked = _not_checked(outcome, texts)
        lines += not_checked
        if told or outcome.silences or not_checked:
            lines.append("")
    if outcome.rules is not None:
        version = f" {outcome.rules.version}" if outcome.rules.version else ""
        cached = texts(", from the cache") if outcome.is_cached else ""
        rules = f"{outcome.rules.id}{version} ({outcome.rules.sha256[:12]})"
        lines.append(
            texts("message %(message)s, rules %(rules)s", message=outcome.message, rules=rules) + cached
        )
    if subject is not None:
        by = texts("judged by %(subject)s", subject=one_line(subject.title))
        if outcome.told_version:
            by += f", {texts('by its rules %(version)s', version=one_line(outcome.told_version))}"
        lines.append(f"{by}, {texts('held to %(profile)s', profile=subject.profile)}")
    options = "".join(f" {option}" for option in _options_of(asked, subject, runner))
    lines.append(texts("again: %(command)s", command=f"{runner} {shlex.quote(node_id)}{options}"))
    name = shlex.quote(node_id.removesuffix(f"[{case.under}]"))
    if case.edits or case.raw:
        command = f"retour show --diff {name}"
        lines.append(texts("edited (line numbers are those after the edits): %(command)s", command=command))
    if verdict.status == "not as expected" and case.xfail is None and subject is None:
        under = f" --rules {shlex.quote(asked)}" if asked else ""
        lines.append(texts("if the outcome is right: %(command)s", command=f"retour accept {name}{under}"))
    return "\n".join(lines)


def _options_of(asked: str | None, subject: SystemUnderTest | None, runner: Runner) -> list[str]:
    """The options that have the same rule set, or system under test, judge again."""
    name, _, address = ("" if subject is None else subject.reference).partition("@")
    url, _, patch_level = address.partition("#")
    options = {"rules": asked, "engine": name, "engine-url": url, "engine-patch-level": patch_level}
    start = "--retour-" if runner == "pytest" else "--"
    return [f"{start}{option} {shlex.quote(value)}" for option, value in options.items() if value]


def expected_lines(expect: Expectation, texts: Texts = ENGLISH) -> list[str]:
    """What a case expects, one line for each thing."""
    said = spoken(expect)
    is_exact = any(key.is_exact(value) for key, value in said)
    leaves_open = any(key.is_open(value) for key, value in said)
    nothing = [] if claims(expect) or (leaves_open and not is_exact) else [mark("nothing")]
    told = [line for key, value in said for line in key.told(value)]
    return [*map(texts, nothing), *map(texts.sentence, told)]


def _not_checked(outcome: Outcome, texts: Texts) -> list[str]:
    """What could not be judged, each with the reason: levels, rules, and earlier messages that were left out."""
    levels = [
        texts(
            "%(level)s: not checked, %(reason)s", level=level.level, reason=texts.sentence(level.reason or "")
        )
        for level in outcome.levels
        if level.status == "not checked"
    ]
    if outcome.failed_level in RULE_LEVELS:
        levels += [
            texts("%(level)s: not reached, a rule refuses the message as a whole", level=level.level)
            for level in outcome.levels
            if level.level in RULE_LEVELS and level.status == "not reached"
        ]
    by_reason: dict[str, list[str]] = {}
    for rule in outcome.undecided:
        by_reason.setdefault(rule.reason, []).append(rule.code)
    undecided = [
        texts("not decidable: %(rules)s: %(reason)s", rules=", ".join(codes), reason=reason)
        for reason, codes in by_reason.items()
    ]
    without: dict[str, list[str]] = {}
    for earlier in outcome.left_out:
        without.setdefault(earlier.reason, []).append(one_line(earlier.message))
    left_out = [
        texts("history: without %(messages)s: %(reason)s", messages=_listed(messages, texts), reason=reason)
        for reason, messages in without.items()
    ]
    return [*levels, *undecided, *left_out, *_clock(outcome, texts)]


def _clock(outcome: Outcome, texts: Texts) -> list[str]:
    """That an outcome may be another tomorrow."""
    if outcome.clock != "machine":
        return []
    return [texts("depends on today: the rules ask what time it is; `today` in a case, or --today, pins it")]


def _listed(messages: list[str], texts: Texts) -> str:
    """Names of messages, the first few of many."""
    left = len(messages) - _MOST_LISTED
    more = texts(" and %(number)s more", number=texts.number(left)) if left > 0 else ""
    return ", ".join(messages[:_MOST_LISTED]) + more


def _headline(outcome: Outcome, texts: Texts) -> str:
    known = f" ({outcome.identity})" if outcome.identity and outcome.identity.type else ""
    if outcome.told_version is not None:
        known += texts(", by rules %(version)s", version=one_line(outcome.told_version))
    if outcome.status == "rejected":
        codes = ", ".join(dict.fromkeys(finding.retour or finding.code for finding in outcome.errors))
        if outcome.failed_level not in (None, *RULE_LEVELS):
            level = outcome.failed_level
            return texts(
                "rejected at the level %(level)s%(known)s, %(codes)s", level=level, known=known, codes=codes
            )
        if any(finding.retour for finding in outcome.errors):
            return texts("rejected%(known)s, retour codes %(codes)s", known=known, codes=codes)
        return texts("rejected%(known)s, rules %(codes)s", known=known, codes=codes)
    if outcome.status == "nothing found":
        return texts("nothing found%(known)s, and not judged by rules", known=known)
    return f"{texts(outcome.status)}{known}"


def _told(outcome: Outcome, expect: Expectation, verdict: Verdict) -> list[Finding]:
    """The findings that matter to a case: warnings only of levels that it speaks of, or where they make it fail."""
    levels = {claim.level for claim in claims(expect)}
    return [f for f in outcome.findings if f.rejects or f.level in levels or f in verdict.unexpected]


def _finding_lines(finding: Finding, message: str, meaning: Meaning, texts: Texts) -> Iterator[str]:
    tells_itself = not finding.is_of_rule or finding.code in FILLING_RULES
    told = (tells_itself and finding.details) or meaning(finding.code) or finding.details
    text = " ".join(texts.sentence(told or "").split())
    yield finding_name(finding) + (f"  {text}" if text else "")
    for place in finding.locations:
        line = f":{place.line}" if place.line is not None else ""
        inside = f" ({place.document})" if place.document else ""
        yield f"    {message}{inside}{line}" + (f"  {place.path}" if place.path else "")


def finding_name(finding: Finding) -> str:
    """What was found: the code, its level when that isn't the rules, the retour code, and whether it is less than an error."""
    mark = "" if finding.rejects else f"{finding.severity}: "
    return f"{mark}{_code_with_level(finding)}" + (f" → {finding.retour}" if finding.retour else "")


def _code_with_level(finding: Finding) -> str:
    return finding.code if finding.is_of_rule else f"{finding.level} {finding.code}"


def _fired_lines(findings: Iterable[Finding]) -> list[str]:
    return codes_lines((_code_with_level(finding), finding.retour) for finding in findings) or ["nothing"]


def codes_lines(codes: Iterable[tuple[str, str | None]]) -> list[str]:
    """Codes with their retour codes, each once with how often it came."""
    counted = Counter(f"{code} ({retour})" if retour else code for code, retour in codes)
    return [line if number == 1 else f"{line} × {number}" for line, number in counted.items()]


def _side_by_side(left: str, left_lines: list[str], right: str, right_lines: list[str]) -> list[str]:
    width = max(len(line) for line in (left, *left_lines))
    height = max(len(left_lines), len(right_lines))
    pairs = zip(_padded(left_lines, height), _padded(right_lines, height), strict=True)
    rows = [(left, right), ("-" * width, "-" * len(right)), *pairs]
    return [f"{one:<{width}}  |  {other}".rstrip() for one, other in rows]


def _padded(lines: list[str], height: int) -> list[str]:
    return lines + [""] * (height - len(lines))


def _indented(lines: Iterable[str], by: str) -> list[str]:
    return [by + line for line in lines]
