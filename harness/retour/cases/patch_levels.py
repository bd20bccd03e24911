"""What of a case holds at the patch level of a rule set.

    expect:
      - {until: 1.9.19, fires: [TR065]}
      - {from: 1.9.19, valid: true}

`from` is the first patch level at which something holds, `until` the first at which it no longer does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from retour.cases.expect import claiming, claims
from retour.cases.forms import VersionFields
from retour.errors import CaseFileError
from retour.model import Case, Claim, Expectation, Place
from retour.rulesets import RuleSet
from retour.text.versions import VersionRange, version_order


def refuse_overlaps(spans: Sequence[VersionRange], place: Callable[[int], Place]) -> None:
    """Of several expectations one holds at a patch level, at most.

    Args:
        place: where each stands.

    Raises:
        CaseFileError: two hold at the same one.
    """
    for number, span in enumerate(spans):
        for earlier in range(number):
            if span.meets(spans[earlier]):
                raise CaseFileError(
                    f"holds at the same patch levels as the expectation on line {place(earlier).line}: "
                    "say with `from` and `until` where each holds",
                    place(number),
                )


def refuse_unversioned(rules: RuleSet | None, bounded: Iterable[VersionFields], place: Place) -> None:
    """What holds at some patch levels alone needs a rule set that says which it is.

    Raises:
        CaseFileError: it doesn't.
    """
    if rules is None or version_order(rules.version)[0]:
        return
    if any(fields.range for fields in bounded):
        said = f"its version is {rules.version!r}" if rules.version else "it states no version"
        raise CaseFileError(
            f"`from` and `until` can't be held against rule set {rules.id}: {said}. "
            "Say it under `version` in its ruleset.yaml",
            place,
        )


def holding(spans: Sequence[VersionRange], rules: RuleSet | None) -> int | None:
    """The number of the expectation that holds; the first where the rule set isn't known, None when there is none."""
    if rules is None:
        return 0
    return next((number for number, span in enumerate(spans) if rules.version in span), None)


def nothing_holds(spans: Sequence[VersionRange], rules: RuleSet) -> str:
    """Why a case isn't run by a rule set at whose patch level it expects nothing."""
    return f"it expects nothing of {rules.name}, only {' and '.join(map(str, spans))}"


def claimed_at(expect: Expectation, rules: RuleSet | None) -> tuple[Expectation, tuple[Claim, ...]]:
    """An expectation without the claims of other patch levels, and these."""
    if rules is None:
        return expect, ()
    everything = claims(expect)
    kept = [claim for claim in everything if rules.version in VersionRange(claim.since, claim.until)]
    if len(kept) == len(everything):
        return expect, ()
    return claiming(expect, kept), tuple(claim for claim in everything if claim not in kept)


def as_written(case: Case, right: Expectation) -> Expectation:
    """An expectation of a case with what it claims at other patch levels, in the order of the file; what is new comes last."""
    if not case.elsewhere:
        return right
    return claiming(right, sorted([*claims(right), *case.elsewhere], key=_position))


def _position(claim: Claim) -> tuple[bool, int, int]:
    if claim.place is None:
        return True, 0, 0
    return False, claim.place.line or 0, claim.place.column or 0
