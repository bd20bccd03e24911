"""What a case came by, as data that can come out of a worker process and go into a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from retour.cases.expect import RETOUR_CODES, claims
from retour.model import Case, Outcome, RuleSetStamp
from retour.probes import ProbeLevel, places_of
from retour.rulesets import RuleSet

Codes = tuple[str, ...]
Hex = Annotated[str, Field(pattern="^[0-9a-f]*$")]


class _Recorded(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)


class JudgingSet(_Recorded):
    """Which rule set judged a case.

    Attributes:
        folder: absolute, where the set lay.
        places: how many bodies it has, by which the numbers in `reached` are known to mean what they meant.
    """

    id: str
    version: str | None
    sha256: str
    folder: str
    places: int

    @property
    def stamp(self) -> RuleSetStamp:
        """Id, version and digest."""
        return RuleSetStamp(self.id, self.version, self.sha256)


class Course(_Recorded):
    """What one case came by.

    Attributes:
        case: its node id.
        type: the type of its message, e.g. WMO305.
        level: what the probes told.
        fired: the rules that fired, sorted.
        evaluated: the rules that looked at something, sorted; those that fired are among them.
        expected: the retour codes that the case expects, sorted.
        bits: the numbers of the bodies that were reached, as a hexadecimal number in which each is a bit.
    """

    case: str
    type: str
    level: ProbeLevel
    fired: Codes
    evaluated: Codes
    expected: Codes
    bits: Hex

    @property
    def number_of_bits(self) -> int:
        """One more than the highest number of a body that was reached."""
        return int(self.bits or "0", 16).bit_length()

    @property
    def reached(self) -> frozenset[int]:
        """The numbers of the bodies that were reached."""
        bits = f"{int(self.bits or '0', 16):b}"[::-1]
        return frozenset(number for number, bit in enumerate(bits) if bit == "1")

    def after(self, earlier: Course) -> Course:
        """Such a course, with what an earlier run of the same case reached besides."""
        return self.model_copy(
            update={
                "level": max(self.level, earlier.level, key=_DEPTH.__getitem__),
                "expected": tuple(sorted({*self.expected, *earlier.expected})),
                "evaluated": tuple(sorted({*self.evaluated, *earlier.evaluated})),
                "fired": tuple(sorted({*self.fired, *earlier.fired})),
                "bits": _bits(self.reached | earlier.reached),
            }
        )


_DEPTH: dict[ProbeLevel, int] = {"rules": 0, "branches": 1}


class Record(_Recorded):
    """A course, and the rule set that it went through."""

    rules: JudgingSet
    course: Course


def record_of(
    name: str, case: Case, outcome: Outcome, rules: RuleSet | None, level: ProbeLevel
) -> dict[str, Any] | None:
    """What a case came by, as plain data; None when its message didn't reach the rules.

    Args:
        name: the node id of the case.
        rules: its rule set; None when it can't be opened.
    """
    if rules is None or outcome.reached is None or outcome.identity is None:
        return None
    course = Course(
        case=name,
        type=rules.called(outcome.identity),
        level=level,
        fired=_sorted(finding.code for finding in outcome.findings if finding.is_of_rule),
        evaluated=_sorted(outcome.evaluated or ()),
        expected=_sorted(_expected(case, rules)),
        bits=_bits(outcome.reached),
    )
    return Record(rules=judging_set(rules), course=course).model_dump(mode="json")


def judging_set(rules: RuleSet) -> JudgingSet:
    """A rule set as coverage data has it."""
    return JudgingSet(
        id=rules.id,
        version=rules.version,
        sha256=rules.sha256,
        folder=str(rules.folder),
        places=len(places_of(rules).bodies),
    )


def _expected(case: Case, rules: RuleSet) -> Iterable[str]:
    yield from RETOUR_CODES.of(case.expect) or ()
    for claim in claims(case.expect):
        code = claim.retour or (rules.retour_code(claim.code) if claim.level == "rules" else None)
        if code is not None:
            yield code


def _sorted(codes: Iterable[str]) -> Codes:
    return tuple(sorted(set(codes)))


def _bits(numbers: Iterable[int]) -> str:
    return f"{sum(1 << number for number in set(numbers)):x}"
