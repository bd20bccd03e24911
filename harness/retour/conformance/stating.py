"""Results → statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from retour.conformance.document import (
    SkippedCases,
    StatedCaseFile,
    StatedFile,
    StatedMaking,
    StatedResult,
    StatedRule,
    StatedSet,
    StatedSubject,
    StatedSuite,
    StatementDocument,
    Totals,
    Untested,
    UntestedRules,
)
from retour.conformance.results import RESULTS, BoundFile, ConformanceResult, Suite
from retour.errors import StatementWithheld
from retour.language import mark
from retour.model import RuleSetStamp
from retour.reports.site.hiding import MessageValues
from retour.subjects.description import SystemUnderTest
from retour.text.versions import set_order

_JUDGED = ("as expected", "not as expected")

_SAID: Mapping[str, str] = {
    "subject-crashed": mark("it broke on this message"),
    "subject-time-limit": mark("it was not done within its time limit"),
    "subject-output-limit": mark("it wrote more than it may"),
    "subject-answer": mark("its answer isn't of the form that it should have"),
    "subject-unreachable": mark("it can't be reached"),
    "subject-refused": mark("it refused to judge"),
    "subject-failed": mark("it failed over this message"),
}
"""What a statement says of an error whose own words may hold anything."""


def stated_subject(subject: SystemUnderTest) -> StatedSubject:
    """A system under test as a statement names it."""
    return StatedSubject(
        name=subject.fields.name,
        version=subject.fields.version,
        reference=subject.reference,
        sha256=subject.sha256,
        answers=subject.fields.answers,
        profile=subject.profile,
        patch_level=subject.patch_level,
    )


def stated_set(stamp: RuleSetStamp) -> StatedSet:
    """A rule set as a statement binds it."""
    return StatedSet(id=stamp.id, version=stamp.version, sha256=stamp.sha256)


def statement_of(
    subject: StatedSubject,
    results: Sequence[ConformanceResult],
    suite: Suite,
    rules: Mapping[RuleSetStamp, Iterable[str]],
    moment: datetime,
    *,
    engine: str | None = None,
    making: StatedMaking | None = None,
    values: bool = False,
) -> StatementDocument:
    """The statement on a subject.

    Args:
        rules: the rule sets, each with the codes that are told as untested where no result claims them: of cases all of its
            rules, of scenarios those that couldn't be decided.
        moment: when it was tested.
        engine: what ran the rule sets, if anything did.
        making: how software that makes messages was asked for them.
        values: whether values of messages may stand in sentences.

    Raises:
        StatementWithheld: nothing was judged.
    """
    if not any(each.result in _JUDGED for each in results):
        raise StatementWithheld(_why_withheld(results))
    told = sorted({each.told_version for each in results if each.told_version is not None})
    used = sorted({each.rules for each in results if each.rules is not None}, key=set_order)
    return StatementDocument(
        harness=version("retour-harness"),
        moment=moment.astimezone(UTC).replace(microsecond=0).isoformat(),
        subject=subject.model_copy(update={"told_versions": told}),
        engine=engine,
        sets=[stated_set(stamp) for stamp in used],
        suite=StatedSuite(
            asked=list(suite.asked), sha256=suite.sha256, files=[stated_file(each) for each in suite.files]
        ),
        making=making,
        totals=_totals(results),
        rules=_rules(results),
        files=_files(results),
        results=[_result(each, values=values) for each in results],
        untested=Untested(rules=_untested(results, rules), skipped=_skipped(results)),
        values=values,
    )


def _why_withheld(results: Sequence[ConformanceResult]) -> str:
    counted = Counter(each.result for each in results)
    if not results:
        return "there are no cases, so there is nothing to state"
    parts = [f"{counted[result]} {result}" for result in ("error", "skipped") if counted[result]]
    first = next((each for each in results if each.result == "error"), results[0])
    why = first.reasons[0] if first.reasons else first.result
    return f"nothing was judged ({', '.join(parts)}), so there is nothing to state; the first: {first.place}: {why}"


def _totals(results: Iterable[ConformanceResult]) -> Totals:
    return Totals(**_counted(results))


def _counted(results: Iterable[ConformanceResult]) -> dict[str, int]:
    counted = Counter(each.result for each in results)
    return {result.replace(" ", "_"): counted[result] for result in RESULTS}


def _rules(results: Sequence[ConformanceResult]) -> list[StatedRule]:
    """By rule set and rule: the results of the cases that claim it, and where it came unclaimed."""
    claimed: dict[tuple[RuleSetStamp, str], list[ConformanceResult]] = defaultdict(list)
    unclaimed: Counter[tuple[RuleSetStamp, str]] = Counter()
    for each in results:
        if each.rules is None:
            continue
        for code in each.claimed:
            claimed[each.rules, code].append(each)
        if each.result == "not as expected":
            unclaimed.update((each.rules, code) for code in each.fired if code not in each.claimed)
    keys = sorted({*claimed, *unclaimed}, key=lambda key: (set_order(key[0]), key[1]))
    return [
        StatedRule(
            set=stamp.name, code=code, unexpected=unclaimed[stamp, code], **_counted(claimed[stamp, code])
        )
        for stamp, code in keys
    ]


def _files(results: Sequence[ConformanceResult]) -> list[StatedCaseFile]:
    by_file: dict[tuple[str, str], list[ConformanceResult]] = defaultdict(list)
    for each in results:
        by_file[each.place.file, each.direction].append(each)
    return [
        StatedCaseFile(direction=of_file[0].direction, file=file, **_counted(of_file))
        for (file, _), of_file in sorted(by_file.items())
    ]


def _result(each: ConformanceResult, *, values: bool) -> StatedResult:
    hidden = MessageValues(None if values else each.about)
    reasons: Iterable[str] = each.reasons
    if not values and (said := _SAID.get(each.problem or "")) is not None:
        reasons = [said]
    return StatedResult(
        direction=each.direction,
        file=each.place.file,
        line=each.place.line,
        id=each.id,
        result=each.result,
        reasons=[hidden.kept_out_of(reason) for reason in reasons],
        error_kind=each.problem,
        message=None if each.message is None else stated_file(each.message),
        set=None if each.rules is None else each.rules.name,
        held_to=[hidden.kept_out_of(line) for line in each.held_to],
        claimed=list(each.claimed),
        fired=[hidden.kept_out_of(code) for code in each.fired],
    )


def stated_file(file: BoundFile) -> StatedFile:
    """A file as a statement binds it."""
    return StatedFile(file=file.name, size=file.size, sha256=file.sha256)


def _untested(
    results: Sequence[ConformanceResult], rules: Mapping[RuleSetStamp, Iterable[str]]
) -> list[UntestedRules]:
    tested: dict[RuleSetStamp, set[str]] = defaultdict(set)
    for each in results:
        if each.rules is not None and each.result in _JUDGED:
            tested[each.rules].update(each.claimed)
    return [
        UntestedRules(set=stamp.name, codes=left)
        for stamp, codes in sorted(rules.items(), key=lambda item: set_order(item[0]))
        if (left := sorted(set(codes) - tested[stamp]))
    ]


def _skipped(results: Sequence[ConformanceResult]) -> list[SkippedCases]:
    counted = Counter(each.reasons[0] if each.reasons else "" for each in results if each.result == "skipped")
    return [SkippedCases(reason=reason, cases=number) for reason, number in counted.most_common()]
